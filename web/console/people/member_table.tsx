/** Everybody in a conference. */

import { useState } from "preact/hooks";
import { KickDialog } from "./kick_dialog";
import { MemberRow } from "./member_row";
import type { MemberAct } from "../../shared/rights";
import type { Canvas, Conference, Member } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";

interface MemberTableProps {
  conference: Conference;
  canvas: Canvas | null;
  picked: Member | null;
  may: (act: MemberAct) => boolean;
  send: Send;
  onPick: (member: Member | null) => void;
}

export function MemberTable({ conference, canvas, picked, may, send, onPick }: MemberTableProps) {
  const [kicked, setKicked] = useState<Member | null>(null);
  return (
    <section class="card" aria-labelledby="people">
      <h2 id="people">People</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Sound and picture</th>
            <th scope="col">Place</th>
            <th scope="col">
              <span class="unseen">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {conference.members.map((member) => (
            <MemberRow
              key={member.uuid}
              conference={conference.name}
              member={member}
              canvas={canvas}
              picked={member.uuid === picked?.uuid}
              may={may}
              send={send}
              onPick={() => onPick(member.uuid === picked?.uuid ? null : member)}
              onKick={() => setKicked(member)}
            />
          ))}
        </tbody>
      </table>
      {conference.members.length === 0 && <p class="quiet">Nobody is in it.</p>}
      {kicked && (
        <KickDialog
          conference={conference.name}
          member={kicked}
          may={may("remove_member")}
          send={send}
          onClose={() => setKicked(null)}
        />
      )}
    </section>
  );
}
