/** Asks once more before somebody is thrown out. */

import { peopleWords } from "./people_words";
import { memberPath } from "../api/client";
import { nameOf } from "../../shared/names";
import type { Member } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";
import { QuestionDialog } from "./question_dialog";

interface KickDialogProps {
  conference: string;
  member: Member;
  may: boolean;
  send: Send;
  onClose: () => void;
}

export function KickDialog({ conference, member, may, send, onClose }: KickDialogProps) {
  const name = nameOf(member);
  const say = peopleWords();
  const kick = () =>
    void send({ words: say.kickWho(name), method: "DELETE", path: memberPath(conference, member.uuid) });
  return (
    <QuestionDialog
      question={
        <>
          {say.kickBefore}
          <bdi>{name}</bdi>
          {say.kickAfter(conference)}
        </>
      }
      does={say.kick}
      may={may}
      onYes={kick}
      onClose={onClose}
    />
  );
}
