/** Where a newcomer pastes the API token. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Notice } from "../shared/notice";
import type { Words } from "../shared/notice";
import { clean } from "../shared/token";

export function TokenForm({ refused, onToken }: { refused: Words | null; onToken: (token: string) => void }) {
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => field.current?.focus(), []);

  return (
    <main class="sign-in">
      <h1>Conferences</h1>
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          if (clean(text)) onToken(clean(text));
        }}
      >
        {refused && <Notice words={refused} />}
        <div class="field">
          <label for="token">API token</label>
          <input
            id="token"
            type="password"
            autocomplete="off"
            spellcheck={false}
            required
            ref={field}
            value={text}
            aria-describedby="token-note"
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
          <span id="token-note" class="quiet">
            It is printed when the system starts. It stays in this tab, over a reload too, and is forgotten when you
            sign out or close the tab.
          </span>
        </div>
        <button class="primary" type="submit">
          Show conferences
        </button>
      </form>
      <p class="quiet">
        <a href="./call/">Join a conference</a> · <a href="/docs">The HTTP API</a>
      </p>
    </main>
  );
}
