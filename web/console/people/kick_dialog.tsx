/** Asks once more before somebody is thrown out: whoever only presses Enter changes nothing. */

import { peopleWords } from "./people_words";
import { useEffect, useRef } from "preact/hooks";
import { memberPath } from "../api/client";
import { nameOf } from "../../shared/names";
import type { Member } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";

interface KickDialogProps {
  conference: string;
  member: Member;
  may: boolean;
  send: Send;
  onClose: () => void;
}

export function KickDialog({ conference, member, may, send, onClose }: KickDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const name = nameOf(member);
  const say = peopleWords();

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
    <dialog ref={dialog} class="card" aria-labelledby="kick-question" onClose={onClose}>
      <h2 id="kick-question">
        {say.kickBefore}
        <bdi>{name}</bdi>
        {say.kickAfter(conference)}
      </h2>
      <div class="buttons">
        <button
          class="danger"
          type="button"
          disabled={!may}
          onClick={() => {
            void send({ words: say.kickWho(name), method: "DELETE", path: memberPath(conference, member.uuid) });
            dialog.current?.close();
          }}
        >
          {say.kick}
        </button>
        <button ref={cancel} type="button" onClick={() => dialog.current?.close()}>
          {say.cancel}
        </button>
      </div>
    </dialog>
  );
}
