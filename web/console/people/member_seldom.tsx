/** What the switch can do to a person beyond what a show needs: hearing, hold, floor, logo, role, another conference, keys. */

import { useState } from "preact/hooks";
import { path } from "../api/client";
import type { Client } from "../api/client";
import type { Member, MemberChange } from "../api/shapes";
import { memberAsBefore } from "../outcomes/undoing";
import type { Send, Wish } from "../outcomes/use_outcomes";
import { BACKGROUNDS, FOREGROUNDS, useOwnNames } from "../picture/media_names";
import { nameOf } from "../../shared/names";
import type { MemberAct } from "../../shared/rights";
import { Levels } from "./levels";
import { Chooser } from "./member_tuning";
import { Relation } from "./relation";
import { seldomWords } from "./seldom_words";
import { TextForm } from "./text_form";

const PICTURES = ["camera_off", ...FOREGROUNDS, ...BACKGROUNDS] as const;
const NAME_LENGTH = 64;
const DIGITS = /^[0-9A-D*#]{1,32}$/;

interface MemberSeldomProps {
  client: Client;
  conference: string;
  member: Member;
  others: readonly Member[];
  may: (act: MemberAct) => boolean;
  change: (words: string, body: MemberChange, undo?: Wish["undo"]) => void;
  send: Send;
}

export function MemberSeldom({ client, conference, member, others, may, change, send }: MemberSeldomProps) {
  const say = seldomWords();
  const name = nameOf(member);
  const { deaf, on_hold, uuid } = member;
  const [isOpen, setOpen] = useState(false);
  const own = useOwnNames(client, "picture", isOpen);
  const pictures = [...PICTURES, ...own];
  const images = [say.none, ...pictures];
  // As its own command; what may be done to a place may be done here.
  const command = (words: string, body: object) =>
    void send({ words, method: "POST", path: `${path(conference)}/commands`, body: { member: uuid, ...body } });
  return (
    <details class="seldom" onToggle={({ currentTarget }) => setOpen(isOpen || currentTarget.open)}>
      <summary>{say.seldom}</summary>
      <div class="more">
        <div class="buttons">
          <button
            type="button"
            disabled={!may("deaf")}
            onClick={() =>
              change(
                deaf ? say.hears(name) : say.deafens(name),
                { deaf: !deaf },
                memberAsBefore(member, { deaf: deaf ?? false }),
              )
            }
          >
            {deaf ? say.hear : say.deafen}
          </button>
          <button
            type="button"
            disabled={!may("on_hold")}
            onClick={() =>
              change(
                on_hold ? say.resumes(name) : say.holds(name),
                { on_hold: !on_hold },
                memberAsBefore(member, { on_hold: on_hold ?? false }),
              )
            }
          >
            {on_hold ? say.resume : say.hold}
          </button>
          <button
            type="button"
            disabled={!may("floor") || member.floor === true}
            onClick={() => change(say.hasFloor(name), { floor: true })}
          >
            {say.floor}
          </button>
        </div>
        <Levels
          label={say.hearing}
          level={member.volume_out ?? 0}
          may={may("volume_out")}
          onLevel={(volume_out, words) => change(say.hearingOf(name, words), { volume_out })}
        />
        <Chooser
          label={say.logo}
          words={images}
          bodies={[{ logo: null }, ...pictures.map((logo) => ({ logo }))]}
          may={may("logo")}
          name={name}
          change={change}
        />
        <Chooser
          label={say.muteImage}
          words={images}
          bodies={[{ mute_image: null }, ...pictures.map((mute_image) => ({ mute_image }))]}
          may={may("mute_image")}
          name={name}
          change={change}
        />
        <TextForm
          label={say.role}
          text={member.role ?? ""}
          longest={NAME_LENGTH}
          may={may("role")}
          button={(text) => (member.role && !text ? say.noRole : say.setRole)}
          ready={(text) => text !== (member.role ?? "")}
          onSubmit={(text) =>
            change(
              text ? say.roleOf(name, text) : say.noRoleOf(name),
              { role: text || null },
              memberAsBefore(member, { role: member.role }),
            )
          }
        />
        <Relation name={name} others={others} may={may("slot")} onRelate={command} />
        <TextForm
          label={say.other}
          text=""
          longest={NAME_LENGTH}
          may={may("slot")}
          button={() => say.move}
          ready={(text) => text !== "" && text !== conference}
          onSubmit={(text) => command(say.moves(name, text), { kind: "transfer", conference: text })}
        />
        <TextForm
          label={say.digits}
          text=""
          longest={32}
          may={may("slot")}
          button={() => say.press}
          ready={(text) => DIGITS.test(text)}
          onSubmit={(digits) => command(say.presses(name), { kind: "send_dtmf", digits })}
        />
      </div>
    </details>
  );
}
