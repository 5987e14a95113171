/** Asks once more before somebody is thrown out. */

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
  const name = nameOf(member);

  useEffect(() => dialog.current?.showModal(), []);

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
        <button type="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
      </div>
    </dialog>
  );
}
