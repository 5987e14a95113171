/** Asks once more before somebody is thrown out: whoever only presses Enter changes nothing. */

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
        Kick <bdi>{name}</bdi> out of {conference}?
      </h2>
      <div class="buttons">
        <button
          class="danger"
          type="button"
          disabled={!may}
          onClick={() => {
            void send({ words: `Kick ${name}`, method: "DELETE", path: memberPath(conference, member.uuid) });
            dialog.current?.close();
          }}
        >
          Kick
        </button>
        <button ref={cancel} type="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
      </div>
    </dialog>
  );
}
