/** Where somebody writes to everybody. */

import { useRef, useState } from "preact/hooks";
import { randomId } from "freeswitch-functions-client";
import type { Chat } from "freeswitch-functions-client";
import { sharedWords } from "../language/shared_words";
import { Notice } from "../notice";
import { useDoing } from "./use_doing";

const LONGEST = 2000;

interface MessageFormProps {
  chat: Chat | null;
  may: boolean;
}

export function MessageForm({ chat, may }: MessageFormProps) {
  const [text, setText] = useState("");
  const line = useRef<HTMLTextAreaElement>(null);
  // What could not be sent is sent again as the same message: it may have arrived.
  const last = useRef({ text: "", id: "" });
  const { isBusy, failure, run } = useDoing();
  const say = sharedWords().messages;
  const isReady = may && chat !== null && text.trim() !== "";

  const send = async () => {
    if (!chat || !isReady) return;
    const written = text.trim();
    if (last.current.text !== written) last.current = { text: written, id: randomId() };
    const { id } = last.current;
    if (!(await run(() => chat.say(written, id)))) return;
    last.current = { text: "", id: "" };
    // What was written meanwhile stays.
    setText((now) => (now.trim() === written ? "" : now));
    line.current?.focus();
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
          onInput={({ currentTarget }) => setText(currentTarget.value)}
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
