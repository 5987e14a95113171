/** In the form's place for whoever came by a link: a name where the link has none, and one button. */

import { useId, useState } from "preact/hooks";
import { oneLine } from "../../shared/one_line";
import { Notice } from "../../shared/notice";
import { callWords } from "../words/call_words";
import type { Entry } from "./use_entry";

interface WelcomeProps {
  entry: Exclude<Entry, { name: "none" }>;
  /** What they were called the last time. */
  firstName: string;
  onJoin: (name: string) => void;
}

export function Welcome({ entry, firstName, onJoin }: WelcomeProps) {
  const { link: say, page } = callWords();
  const [name, setName] = useState(firstName);
  const [missing, setMissing] = useState(false);
  const id = useId();
  switch (entry.name) {
    case "opening":
      return (
        <div class="under-way" role="status">
          <div class="spinner" aria-hidden="true" />
          <p>{say.opening}</p>
        </div>
      );
    case "refused":
      return (
        <>
          <Notice words={entry.refused.words} />
          {entry.refused.again && (
            <button class="primary" type="button" onClick={entry.again}>
              {say.tryAgain}
            </button>
          )}
        </>
      );
    case "open": {
      const given = entry.entrance.name;
      return (
        <form
          class="join"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const called = given || oneLine(name);
            setMissing(called === "");
            if (called) onJoin(called);
            else document.getElementById(id)?.focus();
          }}
        >
          <p class="welcome">
            {say.welcome}
            {given && (
              <>
                , <bdi>{given}</bdi>
              </>
            )}
            . {say.opens(entry.entrance.number)}
          </p>
          {!given && (
            <div class="field">
              <label for={id}>{say.name}</label>
              <input
                id={id}
                value={name}
                maxLength={128}
                autocomplete="name"
                aria-invalid={missing}
                aria-describedby={`${id}-note`}
                onInput={({ currentTarget }) => setName(currentTarget.value)}
              />
              <span id={`${id}-note`} class={missing ? "problem" : "quiet"}>
                {missing ? say.nameMissing : say.nameHint}
              </span>
            </div>
          )}
          <button class="primary" type="submit">
            {page.join}
          </button>
        </form>
      );
    }
  }
}
