/** One person: how they are heard and seen, and what to do about it. */

import { useState } from "preact/hooks";
import { path } from "./client";
import type { Member } from "./shapes";
import type { Send } from "./use_outcomes";

interface MemberRowProps {
  conference: string;
  member: Member;
  may: boolean;
  send: Send;
  onKick: () => void;
}

export function nameOf({ name, user, number, uuid }: Member): string {
  return name || user || (number === null ? uuid : `caller ${number}`);
}

export function memberPath(conference: string, member: Member): string {
  return `${path(conference)}/members/${encodeURIComponent(member.uuid)}`;
}

export function MemberRow({ conference, member, may, send, onKick }: MemberRowProps) {
  const [slot, setSlot] = useState<string | null>(null);
  const name = nameOf(member);
  const change = (words: string, body: Partial<Member>) =>
    void send({ words, method: "PATCH", path: memberPath(conference, member), body });
  const wantedSlot = slot === null ? null : slot.trim();

  return (
    <tr>
      <th class="name" scope="row">
        {name}
        <span class="marks quiet">
          {member.user && member.user !== name && <span>{member.user}</span>}
          {member.moderator && <span class="badge">moderator</span>}
          {member.video_floor && <span class="badge">in the spotlight</span>}
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
      <td class="slot-cell">
        <form
          class="slot"
          onSubmit={(event) => {
            event.preventDefault();
            change(wantedSlot ? `Move ${name} to ${wantedSlot}` : `Free the slot of ${name}`, {
              slot: wantedSlot || null,
            });
            setSlot(null);
          }}
        >
          <input
            aria-label={`Slot of ${name}`}
            list="slots"
            autocomplete="off"
            spellcheck={false}
            placeholder="any"
            disabled={!may}
            value={slot ?? member.slot ?? ""}
            onInput={({ currentTarget }) => setSlot(currentTarget.value)}
          />
          <button type="submit" disabled={!may || wantedSlot === null || wantedSlot === (member.slot ?? "")}>
            Move<span class="unseen"> {name}</span>
          </button>
        </form>
      </td>
      <td class="kick">
        <button class="danger" type="button" disabled={!may} onClick={onKick}>
          Kick<span class="unseen"> {name}</span>
        </button>
      </td>
    </tr>
  );
}
