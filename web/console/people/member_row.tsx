/** One person: how they are heard and seen, where they are, and what to do about it. */

import { nameOf } from "../../shared/names";
import { useState } from "preact/hooks";
import { memberPath } from "../api/client";
import { MemberMore } from "./member_more";
import { placeInWords } from "../picture/seating";
import type { MemberAct } from "../../shared/rights";
import type { Canvas, Member, MemberChange } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";

interface MemberRowProps {
  conference: string;
  member: Member;
  canvas: Canvas | null;
  picked: boolean;
  may: (act: MemberAct) => boolean;
  send: Send;
  onPick: () => void;
  onKick: () => void;
}

export function MemberRow({ conference, member, canvas, picked, may, send, onPick, onKick }: MemberRowProps) {
  const [more, setMore] = useState(false);
  const name = nameOf(member);
  const change = (words: string, body: MemberChange) =>
    void send({ words, method: "PATCH", path: memberPath(conference, member.uuid), body });

  return (
    <>
      <tr class={picked ? "picked" : ""}>
        <th class="name" scope="row">
          {/* Written from right to left or not, a name turns nothing around it. */}
          <bdi>{name}</bdi>
          <span class="marks quiet">
            {member.user && member.user !== name && <span>{member.user}</span>}
            {member.hand_raised_at !== null && <span class="badge warn">hand up</span>}
            {member.moderator && <span class="badge">moderator</span>}
            {member.host !== null && <span class="badge">{member.host ? "host" : "no host"}</span>}
            {member.asked_to_unmute_at !== null && <span class="badge">asked to unmute</span>}
            {member.video_floor && <span class="badge">in the spotlight</span>}
            {member.on_hold && <span class="badge warn">on hold</span>}
            {member.banner && (
              <span class="badge">
                “<bdi>{member.banner.text}</bdi>”
              </span>
            )}
            {member.talking && <span class="badge live">talking</span>}
          </span>
        </th>
        <td class="switch-cell">
          <div class="switches">
            <button
              type="button"
              class={member.muted ? "on" : ""}
              disabled={!may("muted")}
              onClick={() => change(`${member.muted ? "Unmute" : "Mute"} ${name}`, { muted: !member.muted })}
            >
              {member.muted ? "Unmute" : "Mute"}
              <span class="unseen"> {name}</span>
            </button>
            <button
              type="button"
              class={member.video_muted ? "on" : ""}
              disabled={!may("video_muted")}
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
            <button
              type="button"
              class={picked ? "on" : ""}
              aria-pressed={picked}
              disabled={!may("slot")}
              onClick={onPick}
            >
              Move<span class="unseen"> {name}</span>
            </button>
            <span class="quiet">{placeInWords(member, canvas)}</span>
          </div>
        </td>
        <td class="kick">
          <div class="buttons">
            <button type="button" aria-expanded={more} onClick={() => setMore(!more)}>
              More<span class="unseen"> about {name}</span>
            </button>
            <button class="danger" type="button" disabled={!may("remove_member")} onClick={onKick}>
              Kick<span class="unseen"> {name}</span>
            </button>
          </div>
        </td>
      </tr>
      {more && (
        <tr class="more-row">
          <td colSpan={4}>
            <MemberMore conference={conference} member={member} may={may} send={send} />
          </td>
        </tr>
      )}
    </>
  );
}
