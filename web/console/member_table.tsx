/** Everybody in a conference. */

import { useState } from "preact/hooks";
import { KickDialog } from "./kick_dialog";
import { MemberRow } from "./member_row";
import type { Conference, Member } from "./shapes";
import type { Send } from "./use_outcomes";

interface MemberTableProps {
  conference: Conference;
  slots: string[];
  may: boolean;
  send: Send;
}

export function MemberTable({ conference, slots, may, send }: MemberTableProps) {
  const [kicked, setKicked] = useState<Member | null>(null);
  return (
    <section class="card" aria-labelledby="people">
      <h2 id="people">People</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Sound and picture</th>
            <th scope="col">Slot</th>
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
              may={may}
              send={send}
              onKick={() => setKicked(member)}
            />
          ))}
        </tbody>
      </table>
      {conference.members.length === 0 && <p class="quiet">Nobody is in it.</p>}
      <datalist id="slots">
        {slots.map((slot) => (
          <option key={slot} value={slot} />
        ))}
      </datalist>
      {kicked && (
        <KickDialog conference={conference.name} member={kicked} send={send} onClose={() => setKicked(null)} />
      )}
    </section>
  );
}
