/** In the form's place for whoever came by a link: nothing to fill in. */

import { Notice } from "../../shared/notice";
import type { Entry } from "./use_entry";

interface WelcomeProps {
  entry: Exclude<Entry, { name: "none" }>;
  onJoin: () => void;
}

export function Welcome({ entry, onJoin }: WelcomeProps) {
  switch (entry.name) {
    case "opening":
      return (
        <div class="under-way" role="status">
          <div class="spinner" aria-hidden="true" />
          <p>Opening your link …</p>
        </div>
      );
    case "refused":
      return (
        <>
          <Notice words={entry.refused.words} />
          {entry.refused.again && (
            <button class="primary" type="button" onClick={entry.again}>
              Try again
            </button>
          )}
        </>
      );
    case "open":
      return (
        <form
          class="join"
          onSubmit={(event) => {
            event.preventDefault();
            onJoin();
          }}
        >
          <p class="welcome">
            {entry.entrance.name ? (
              <>
                Welcome, <bdi>{entry.entrance.name}</bdi>.
              </>
            ) : (
              "Welcome."
            )}{" "}
            Your link opens <bdi>{entry.entrance.number}</bdi>.
          </p>
          <button class="primary" type="submit">
            Join
          </button>
        </form>
      );
  }
}
