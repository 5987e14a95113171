/** Where a newcomer pastes the API token. */

import { deskWords } from "../words/desk_words";
import { useEffect, useRef, useState } from "preact/hooks";
import { Notice } from "../../shared/notice";
import type { Words } from "../../shared/notice";
import { clean } from "../../shared/token";

export function TokenForm({ refused, onToken }: { refused: Words | null; onToken: (token: string) => void }) {
  const say = deskWords();
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => field.current?.focus(), []);

  return (
    <main class="sign-in">
      <h1>{say.title}</h1>
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          if (clean(text)) onToken(clean(text));
        }}
      >
        {refused && <Notice words={refused} />}
        <div class="field">
          <label for="token">{say.token}</label>
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
            {say.tokenNote}
          </span>
        </div>
        <button class="primary" type="submit">
          {say.show}
        </button>
      </form>
      <p class="quiet">
        <a href="./call/">{say.join}</a> · <a href="/docs">{say.api}</a>
      </p>
    </main>
  );
}
