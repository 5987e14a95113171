/** Asks once more before something that cannot be taken back: whoever only presses Enter changes nothing. */

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { peopleWords } from "./people_words";

interface QuestionDialogProps {
  question: ComponentChildren;
  /** What the button says that does it. */
  does: string;
  may: boolean;
  onYes: () => void;
  onClose: () => void;
}

export function QuestionDialog({ question, does, may, onYes, onClose }: QuestionDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const heading = useId();

  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    cancel.current?.focus();
    return () => {
      // Also where the person has left, and with them the button that opened it.
      const there = before?.isConnected ? before : document.getElementById("people");
      there?.focus();
    };
  }, []);

  return (
    <dialog ref={dialog} class="card" aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{question}</h2>
      <div class="buttons">
        <button
          class="danger"
          type="button"
          disabled={!may}
          onClick={() => {
            onYes();
            dialog.current?.close();
          }}
        >
          {does}
        </button>
        <button ref={cancel} type="button" onClick={() => dialog.current?.close()}>
          {peopleWords().cancel}
        </button>
      </div>
    </dialog>
  );
}
