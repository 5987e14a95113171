/** Who is in the call, and who follows it in a page only. */

import { callsOf } from "freeswitch-functions-client";
import type { Conference, Watcher } from "freeswitch-functions-client";
import { nameOf } from "../../shared/names";

interface PeopleProps {
  conference: Conference;
  watching: readonly Watcher[];
  /** The token's. */
  subject: string;
}

export function People({ conference, watching, subject }: PeopleProps) {
  const own = callsOf(conference, subject);
  const handsInPages = new Set(conference.hands.map((hand) => hand.subject));
  const outside = watching.filter((one) => callsOf(conference, one.subject).length === 0);
  return (
    <ul class="names">
      {conference.members.map((member) => (
        <li key={member.uuid}>
          <span>
            <bdi>{nameOf(member)}</bdi>
            {own.includes(member) && " (you)"}
          </span>
          {member.hand_raised_at !== null && <span class="badge warn">hand up</span>}
          {(member.host ?? member.moderator) && <span class="badge">host</span>}
          {member.on_hold && <span class="badge">on hold</span>}
          {member.muted && <span class="badge">muted</span>}
          {member.talking && <span class="badge good">talking</span>}
        </li>
      ))}
      {outside.map(({ subject: other, name }) => (
        <li key={other}>
          <span>
            <bdi>{name ?? other}</bdi>
            {other === subject && " (you)"}
          </span>
          {handsInPages.has(other) && <span class="badge warn">hand up</span>}
          <span class="badge">not in the call</span>
        </li>
      ))}
    </ul>
  );
}
