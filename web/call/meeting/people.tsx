/** Who is in the call, and who follows it in a page only. */

import type { ComponentChildren } from "preact";
import { callsOf } from "freeswitch-functions-client";
import type { Conference, Member, Watcher } from "freeswitch-functions-client";
import { nameOf } from "../../shared/names";
import { lightOf, qualityInWords } from "../../shared/quality";
import { callWords } from "../words/call_words";

interface PeopleProps {
  conference: Conference;
  watching: readonly Watcher[];
  /** The token's. */
  subject: string;
  /** What can be done with somebody, beside their name. */
  actions?: ((member: Member, isOwn: boolean) => ComponentChildren) | undefined;
}

export function People({ conference, watching, subject, actions }: PeopleProps) {
  const say = callWords().meeting;
  const own = callsOf(conference, subject);
  const handsInPages = new Set(conference.hands.map((hand) => hand.subject));
  const outside = watching.filter((one) => callsOf(conference, one.subject).length === 0);
  return (
    <ul class="names">
      {conference.members.map((member) => (
        <li key={member.uuid}>
          <span>
            <bdi>{nameOf(member)}</bdi>
            {own.includes(member) && say.you}
          </span>
          {member.hand_raised_at !== null && <span class="badge warn">{say.handUp}</span>}
          {(member.host ?? member.moderator) && <span class="badge">{say.host}</span>}
          {member.on_hold && <span class="badge">{say.onHold}</span>}
          {member.muted && <span class="badge">{say.muted}</span>}
          {member.video_muted && <span class="badge">{say.hidden}</span>}
          {member.talking && <span class="badge good">{say.talking}</span>}
          {lightOf(member) && (
            <span class={lightOf(member) === "poor" ? "badge bad" : "badge warn"}>{qualityInWords(member)}</span>
          )}
          {actions?.(member, own.includes(member))}
        </li>
      ))}
      {outside.map(({ subject: other, name }) => (
        <li key={other}>
          <span>
            <bdi>{name ?? other}</bdi>
            {other === subject && say.you}
          </span>
          {handsInPages.has(other) && <span class="badge warn">{say.handUp}</span>}
          <span class="badge">{say.notInCall}</span>
        </li>
      ))}
    </ul>
  );
}
