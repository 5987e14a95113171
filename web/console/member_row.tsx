/** One person: how they are heard and seen, where they are, and what to do about it. */

import { memberPath } from "./client";
import { nameOf, placeInWords } from "./seating";
import type { Canvas, Member } from "./shapes";
import type { Send } from "./use_outcomes";

interface MemberRowProps {
  conference: string;
  member: Member;
  canvas: Canvas | null;
  picked: boolean;
  may: boolean;
  send: Send;
  onPick: () => void;
  onKick: () => void;
}

export function MemberRow({ conference, member, canvas, picked, may, send, onPick, onKick }: MemberRowProps) {
  const name = nameOf(member);
  const change = (words: string, body: Partial<Member>) =>
    void send({ words, method: "PATCH", path: memberPath(conference, member.uuid), body });

  return (
    <tr class={picked ? "picked" : ""}>
      <th class="name" scope="row">
        {name}
        <span class="marks quiet">
          {member.user && member.user !== name && <span>{member.user}</span>}
          {member.moderator && <span class="badge">moderator</span>}
          {member.video_floor && <span class="badge">in the spotlight</span>}
          {member.on_hold && <span class="badge warn">on hold</span>}
          {member.talking && <span class="badge live">talking</span>}
        </span>
      </th>
      <td class="switch-cell">
        <div class="switches">
          <button
            type="button"
            class={member.muted ? "on" : ""}
            disabled={!may}
            onClick={() => change(`${member.muted ? "Unmute" : "Mute"} ${name}`, { muted: !member.muted })}
          >
            {member.muted ? "Unmute" : "Mute"}
            <span class="unseen"> {name}</span>
          </button>
          <button
            type="button"
            class={member.video_muted ? "on" : ""}
            disabled={!may}
            onClick={() =>
              change(`${member.video_muted ? "Show" : "Hide"} ${name}`, { video_muted: !member.video_muted })
            }
          >
            {member.video_muted ? "Show" : "Hide"}
            <span class="unseen"> {name}</span>
          </button>
        </div>
      </td>
      <td class="place-cell">
        <div class="place">
          <button type="button" class={picked ? "on" : ""} aria-pressed={picked} disabled={!may} onClick={onPick}>
            Move<span class="unseen"> {name}</span>
          </button>
          <span class="quiet">{placeInWords(member, canvas)}</span>
        </div>
      </td>
      <td class="kick">
        <button class="danger" type="button" disabled={!may} onClick={onKick}>
          Kick<span class="unseen"> {name}</span>
        </button>
      </td>
    </tr>
  );
}
