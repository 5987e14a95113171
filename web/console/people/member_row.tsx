/** One person in one line of one height: how they are heard and seen, where they are, and what to do about it. */

import { peopleWords } from "./people_words";
import { nameOf } from "../../shared/names";
import { IconButton } from "../../shared/parts/icon_button";
import { Mark } from "../../shared/parts/mark";
import { lightOf, qualityInWords } from "../../shared/quality";
import { memberPath } from "../api/client";
import { placeInWords } from "../picture/seating";
import { memberAsBefore } from "../outcomes/undoing";
import type { MemberAct } from "../../shared/rights";
import type { Canvas, Member } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";

interface MemberRowProps {
  conference: string;
  member: Member;
  canvas: Canvas | null;
  picked: boolean;
  /** Whether what FreeSWITCH told is still so: nobody is said to talk by a node that does not answer. */
  isKnown: boolean;
  isOpen: boolean;
  may: (act: MemberAct) => boolean;
  send: Send;
  onPick: () => void;
  /** A press on the button that moves: it may become dragging. */
  onPress: (event: PointerEvent) => void;
  onMore: () => void;
}

function hostMark({ host, moderator }: Member): string | null {
  if (host !== null) return host ? peopleWords().host : peopleWords().noHost;
  return moderator ? peopleWords().moderator : null;
}

export function MemberRow(props: MemberRowProps) {
  const { conference, member, canvas, picked, isKnown, isOpen, may, send, onPick, onPress, onMore } = props;
  const name = nameOf(member);
  const say = peopleWords();
  const { muted, video_muted } = member;
  const muteWords = muted ? say.unmute(name) : say.mute(name);
  const hideWords = video_muted ? say.show(name) : say.hide(name);
  const whole = member.user && member.user !== name ? `${name}, ${member.user}` : name;
  const change = (words: string, field: "muted" | "video_muted", value: boolean) =>
    void send({
      words,
      method: "PATCH",
      path: memberPath(conference, member.uuid),
      body: { [field]: value },
      undo: memberAsBefore(member, { [field]: !value }),
    });

  return (
    <tr class={picked || isOpen ? "picked" : ""}>
      <th class="name" scope="row">
        <span class="who">
          <span
            class={member.talking && isKnown ? "voice on" : "voice"}
            title={member.talking ? say.talking : undefined}
          >
            {member.talking && isKnown && <span class="unseen">{say.talking}</span>}
          </span>
          {/* Written from right to left or not, a name turns nothing around it. */}
          <bdi class="cut" title={whole}>
            {name}
          </bdi>
          <Mark
            icon="signal"
            tone={lightOf(member) === "poor" ? "bad" : "warn"}
            words={isKnown ? qualityInWords(member) : null}
          />
        </span>
      </th>
      <td class="marks">
        <Mark icon="hand" tone="warn" words={member.hand_raised_at === null ? null : say.handUp} />
        <Mark icon="star" words={hostMark(member)} />
        <Mark icon="spotlight" words={member.video_floor ? say.spotlight : null} />
        {/* Who is on hold is asked nothing. */}
        {member.on_hold ? (
          <Mark icon="pause" tone="warn" words={say.onHold} />
        ) : (
          <Mark icon="question" words={member.asked_to_unmute_at === null ? null : say.asked} />
        )}
        <Mark icon="text" words={member.banner ? say.quoted(member.banner.text) : null} />
      </td>
      <td class="place">
        <span class="quiet cut" title={placeInWords(member, canvas)}>
          {placeInWords(member, canvas)}
        </span>
      </td>
      <td class="acts">
        <IconButton
          icon={muted ? "microphoneOff" : "microphone"}
          words={muteWords}
          isOn={muted === true}
          disabled={!may("muted")}
          onClick={() => change(muteWords, "muted", !muted)}
        />
        <IconButton
          icon={video_muted ? "cameraOff" : "camera"}
          words={hideWords}
          isOn={video_muted === true}
          disabled={!may("video_muted")}
          onClick={() => change(hideWords, "video_muted", !video_muted)}
        />
        <IconButton
          icon="move"
          words={say.move(name)}
          isOn={picked}
          pressed={picked}
          disabled={!may("slot")}
          onPress={onPress}
          onClick={onPick}
        />
        <IconButton icon="more" words={say.more(name)} isOn={isOpen} expanded={isOpen} onClick={onMore} />
      </td>
    </tr>
  );
}
