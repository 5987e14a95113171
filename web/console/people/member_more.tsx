/** What is seldom done to a person: another name, the spotlight, a banner below their picture, how they sound and look. */

import { useState } from "preact/hooks";
import { memberPath } from "../api/client";
import { MemberTuning } from "./member_tuning";
import { nameOf } from "../picture/seating";
import type { Member, MemberChange } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";

// FreeSWITCH's steps.
const LEVELS = [4, 3, 2, 1, 0, -1, -2, -3, -4];
const BANNER_LENGTH = 256;
const NAME_LENGTH = 128;

interface MemberMoreProps {
  conference: string;
  member: Member;
  may: boolean;
  send: Send;
}

const levelInWords = (level: number): string =>
  level === 0 ? "as it comes" : `${level > 0 ? "+" : "−"}${Math.abs(level)}`;

export function MemberMore({ conference, member, may, send }: MemberMoreProps) {
  const [called, setCalled] = useState(member.name ?? "");
  const [text, setText] = useState(member.banner?.text ?? "");
  const name = nameOf(member);
  const change = (words: string, body: MemberChange) =>
    void send({ words, method: "PATCH", path: memberPath(conference, member.uuid), body });

  return (
    <div class="more" role="group" aria-label={`More about ${name}`}>
      <form
        class="with-button"
        onSubmit={(event) => {
          event.preventDefault();
          change(`${name} is called ${called.trim()}`, { name: called.trim() });
        }}
      >
        <label class="field">
          <span>What they are called</span>
          <input
            value={called}
            maxLength={NAME_LENGTH}
            autocomplete="off"
            disabled={!may}
            onInput={({ currentTarget }) => setCalled(currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={!may || !called.trim() || called.trim() === member.name}>
          Rename
        </button>
      </form>
      <form
        class="with-button"
        onSubmit={(event) => {
          event.preventDefault();
          const banner = text.trim();
          if (banner) change(`Banner “${banner}” for ${name}`, { banner: { text: banner } });
          else change(`No banner for ${name}`, { banner: null });
        }}
      >
        <label class="field">
          <span>Banner below the picture</span>
          <input
            value={text}
            maxLength={BANNER_LENGTH}
            autocomplete="off"
            disabled={!may}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={!may || (!text.trim() && !member.banner)}>
          {member.banner && !text.trim() ? "Take it away" : "Show it"}
        </button>
      </form>
      <label class="field">
        <span>How loud others hear them</span>
        <select
          value={member.volume_in ?? 0}
          disabled={!may}
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
      <button
        type="button"
        disabled={!may || member.video_floor === true}
        onClick={() => change(`${name} into the spotlight`, { video_floor: true })}
      >
        Into the spotlight
      </button>
    </div>
  );
}
