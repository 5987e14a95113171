/** What is seldom done to a person: another name, the spotlight, a banner below their picture, how they sound and look. */

import { useEffect, useRef } from "preact/hooks";
import { memberPath } from "../api/client";
import { MemberTuning } from "./member_tuning";
import { nameOf } from "../../shared/names";
import { TextForm } from "./text_form";
import type { MemberAct } from "../../shared/rights";
import type { Member, MemberChange } from "../api/shapes";
import { memberAsBefore } from "../outcomes/undoing";
import type { Send, Wish } from "../outcomes/use_outcomes";

// FreeSWITCH's steps.
const LEVELS = [4, 3, 2, 1, 0, -1, -2, -3, -4];
const BANNER_LENGTH = 256;
const NAME_LENGTH = 128;

interface MemberMoreProps {
  conference: string;
  member: Member;
  may: (act: MemberAct) => boolean;
  send: Send;
  onKick: () => void;
  onClose: () => void;
}

const levelInWords = (level: number): string =>
  level === 0 ? "as it comes" : `${level > 0 ? "+" : "−"}${Math.abs(level)}`;

export function MemberMore({ conference, member, may, send, onKick, onClose }: MemberMoreProps) {
  const panel = useRef<HTMLDivElement>(null);
  const name = nameOf(member);
  const isHost = member.host ?? member.moderator ?? false;
  const change = (words: string, body: MemberChange, undo?: Wish["undo"]) =>
    void send({ words, method: "PATCH", path: memberPath(conference, member.uuid), body, ...(undo && { undo }) });
  const banner = memberAsBefore(member, { banner: member.banner });

  useEffect(() => panel.current?.scrollIntoView({ block: "nearest" }), []);

  return (
    <div ref={panel} class="more" role="group" aria-label={`More about ${name}`}>
      <div class="heading">
        <strong class="cut" title={name}>
          <bdi>{name}</bdi>
        </strong>
        <button class="small" type="button" onClick={onClose}>
          Close
        </button>
      </div>
      <TextForm
        label="What they are called"
        text={member.name ?? ""}
        longest={NAME_LENGTH}
        may={may("name")}
        button={() => "Rename"}
        ready={(text) => text !== "" && text !== member.name}
        onSubmit={(text) => change(`${name} is called ${text}`, { name: text })}
      />
      <TextForm
        label="Banner below the picture"
        text={member.banner?.text ?? ""}
        longest={BANNER_LENGTH}
        may={may("banner")}
        button={(text) => (member.banner && !text ? "Take it away" : "Show it")}
        ready={(text) => text !== "" || !!member.banner}
        onSubmit={(text) =>
          text
            ? change(`Banner “${text}” for ${name}`, { banner: { text } }, banner)
            : change(`No banner for ${name}`, { banner: null }, banner)
        }
      />
      <label class="field">
        <span>How loud others hear them</span>
        <select
          value={member.volume_in ?? 0}
          disabled={!may("volume_in")}
          onChange={({ currentTarget }) => {
            const level = Number(currentTarget.value);
            change(`Volume of ${name}: ${levelInWords(level)}`, { volume_in: level });
          }}
        >
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {levelInWords(level)}
            </option>
          ))}
        </select>
      </label>
      <MemberTuning name={name} may={may} change={change} />
      <div class="buttons">
        <button
          type="button"
          disabled={!may("ask_to_unmute") || !member.muted}
          onClick={() =>
            void send({
              words: `Ask ${name} to be heard again`,
              method: "POST",
              path: `${memberPath(conference, member.uuid)}/ask-to-unmute`,
            })
          }
        >
          Ask to unmute
        </button>
        <button
          type="button"
          disabled={!may("host")}
          onClick={() =>
            isHost ? change(`${name} is no host`, { host: false }) : change(`${name} is a host`, { host: true })
          }
        >
          {isHost ? "No host any more" : "Make them a host"}
        </button>
        <button
          class="danger"
          type="button"
          disabled={!may("remove_member")}
          onClick={() =>
            void send({
              words: `Keep ${name} out`,
              method: "DELETE",
              path: `${memberPath(conference, member.uuid)}?keep_out=true`,
            })
          }
        >
          Keep out until the end
        </button>
        <button
          type="button"
          disabled={!may("video_floor") || member.video_floor === true}
          onClick={() => change(`${name} into the spotlight`, { video_floor: true })}
        >
          Into the spotlight
        </button>
        <button class="danger" type="button" disabled={!may("remove_member")} onClick={onKick}>
          Kick<span class="unseen"> {name}</span>
        </button>
      </div>
    </div>
  );
}
