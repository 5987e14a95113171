/** For whoever came without a link: a place to put it. */

import { useId, useState } from "preact/hooks";
import { codePasted } from "freeswitch-functions-client";
import { callWords } from "../words/call_words";

export function PasteLink() {
  const say = callWords().link;
  const [text, setText] = useState("");
  const [isNone, setNone] = useState(false);
  const id = useId();
  return (
    <form
      class="join"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const code = codePasted(text);
        setNone(code === null);
        // Of what was pasted the code alone counts: the page goes nowhere else.
        if (code === null) document.getElementById(id)?.focus();
        else location.hash = `entry=${code}`;
      }}
    >
      <h2>{say.paste}</h2>
      <div class="field">
        <label for={id}>{say.pasteLabel}</label>
        <input
          id={id}
          value={text}
          autocomplete="off"
          spellcheck={false}
          aria-invalid={isNone}
          aria-describedby={`${id}-note`}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <span id={`${id}-note`} class={isNone ? "problem" : "quiet"}>
          {isNone ? say.noLink : say.pasteHint}
        </span>
      </div>
      <button type="submit">{say.open}</button>
    </form>
  );
}
