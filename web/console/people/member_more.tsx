/** What is seldom done to a person: another name, the spotlight, a banner below their picture, how they sound and look. */

import { peopleWords } from "./people_words";
import { useEffect, useRef } from "preact/hooks";
import { memberPath } from "../api/client";
import type { Client } from "../api/client";
import { Levels } from "./levels";
import { MemberSeldom } from "./member_seldom";
import { MemberTuning } from "./member_tuning";
import { nameOf } from "../../shared/names";
import { TextForm } from "./text_form";
import type { MemberAct } from "../../shared/rights";
import type { Member, MemberChange } from "../api/shapes";
import { memberAsBefore } from "../outcomes/undoing";
import type { Send, Wish } from "../outcomes/use_outcomes";

const BANNER_LENGTH = 256;
const NAME_LENGTH = 128;

interface MemberMoreProps {
  client: Client;
  conference: string;
  member: Member;
  /** Everybody else. */
  others: readonly Member[];
  may: (act: MemberAct) => boolean;
  send: Send;
  onKick: () => void;
  onClose: () => void;
}

export function MemberMore({ client, conference, member, others, may, send, onKick, onClose }: MemberMoreProps) {
  const panel = useRef<HTMLDivElement>(null);
  const say = peopleWords();
  const name = nameOf(member);
  const isHost = member.host ?? member.moderator ?? false;
  const change = (words: string, body: MemberChange, undo?: Wish["undo"]) =>
    void send({ words, method: "PATCH", path: memberPath(conference, member.uuid), body, ...(undo && { undo }) });
  const banner = memberAsBefore(member, { banner: member.banner });

  useEffect(() => panel.current?.scrollIntoView({ block: "nearest" }), []);

  return (
    <div ref={panel} class="more" role="group" aria-label={say.more(name)}>
      <div class="heading">
        <strong class="cut" title={name}>
          <bdi>{name}</bdi>
        </strong>
        <button class="small" type="button" onClick={onClose}>
          {say.close}
        </button>
      </div>
      <TextForm
        label={say.called}
        text={member.name ?? ""}
        longest={NAME_LENGTH}
        may={may("name")}
        button={() => say.rename}
        ready={(text) => text !== "" && text !== member.name}
        onSubmit={(text) => change(say.renamed(name, text), { name: text })}
      />
      <TextForm
        label={say.banner}
        text={member.banner?.text ?? ""}
        longest={BANNER_LENGTH}
        may={may("banner")}
        button={(text) => (member.banner && !text ? say.takeAway : say.showIt)}
        ready={(text) => text !== "" || !!member.banner}
        onSubmit={(text) =>
          text
            ? change(say.bannerFor(text, name), { banner: { text } }, banner)
            : change(say.noBanner(name), { banner: null }, banner)
        }
      />
      <Levels
        label={say.volume}
        level={member.volume_in ?? 0}
        may={may("volume_in")}
        onLevel={(volume_in, words) => change(say.volumeOf(name, words), { volume_in })}
      />
      <MemberTuning name={name} may={may} change={change} />
      <div class="buttons">
        <button
          type="button"
          disabled={!may("ask_to_unmute") || !member.muted}
          onClick={() =>
            void send({
              words: say.asks(name),
              method: "POST",
              path: `${memberPath(conference, member.uuid)}/ask-to-unmute`,
            })
          }
        >
          {say.askToUnmute}
        </button>
        <button
          type="button"
          disabled={!may("host")}
          onClick={() =>
            isHost ? change(say.isNoHost(name), { host: false }) : change(say.isHost(name), { host: true })
          }
        >
          {isHost ? say.makeNoHost : say.makeHost}
        </button>
        <button
          class="danger"
          type="button"
          disabled={!may("remove_member")}
          onClick={() =>
            void send({
              words: say.keepsOut(name),
              method: "DELETE",
              path: `${memberPath(conference, member.uuid)}?keep_out=true`,
            })
          }
        >
          {say.keepOut}
        </button>
        <button
          type="button"
          disabled={!may("video_floor") || member.video_floor === true}
          onClick={() => change(say.intoSpotlightWho(name), { video_floor: true })}
        >
          {say.intoSpotlight}
        </button>
        <button class="danger" type="button" disabled={!may("remove_member")} onClick={onKick}>
          <span aria-hidden="true">{say.kick}</span>
          <span class="unseen">{say.kickWho(name)}</span>
        </button>
      </div>
      <MemberSeldom
        client={client}
        conference={conference}
        member={member}
        others={others}
        may={may}
        change={change}
        send={send}
      />
    </div>
  );
}
