/** Where somebody writes to everybody. */

import { useRef } from "preact/hooks";
import { sharedWords } from "../language/shared_words";
import { Notice } from "../notice";
import type { Writing } from "./use_writing";

const LONGEST = 2000;

interface MessageFormProps {
  writing: Writing;
  may: boolean;
}

export function MessageForm({ writing, may }: MessageFormProps) {
  const line = useRef<HTMLTextAreaElement>(null);
  const { text, isBusy, failure } = writing;
  const say = sharedWords().messages;
  const isReady = may && writing.isReady;

  const send = async () => {
    if (isReady && (await writing.send())) line.current?.focus();
  };

  return (
    <form
      class="message-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {failure && <Notice words={{ ...failure, title: `${say.notSent} ${failure.title}` }} />}
      <label class="field">
        <span class="unseen">{say.toEverybody}</span>
        <textarea
          ref={line}
          rows={2}
          dir="auto"
          value={text}
          maxLength={LONGEST}
          disabled={!may}
          placeholder={may ? say.toEverybody : say.mayNot}
          onInput={({ currentTarget }) => writing.write(currentTarget.value)}
          onKeyDown={(event) => {
            // While a word is put together the key belongs to that.
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
      </label>
      <button type="submit" disabled={!isReady || isBusy}>
        {isBusy ? say.sending : say.send}
      </button>
    </form>
  );
}
