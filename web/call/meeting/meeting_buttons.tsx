/** On the call's bar: one's own hand, and what opens people and messages. */

import { isHandUp } from "freeswitch-functions-client";
import { allows } from "../../shared/token";
import type { Doing } from "../../shared/taking_part/use_doing";
import { CALL_KEYS } from "../controls/call_keys";
import { Icon } from "../icons";
import { callWords } from "../words/call_words";
import type { Meeting } from "./use_meeting";

interface MeetingButtonsProps {
  meeting: Meeting;
  hand: Doing;
  isOpen: boolean;
  /** How many messages nobody has looked at. */
  unread: number;
  onToggle: () => void;
}

export function MeetingButtons({ meeting, hand, isOpen, unread, onToggle }: MeetingButtonsProps) {
  const say = callWords().meeting;
  const { access, live, watched } = meeting;
  const subject = access.claims?.sub ?? "";
  const conference = watched?.conference ?? null;
  const isUp = conference !== null && isHandUp(conference, { subject });
  const may = allows(access.claims, "chat") && conference !== null;
  return (
    <>
      <button
        type="button"
        class={isUp ? "on" : ""}
        disabled={!may || hand.isBusy}
        aria-keyshortcuts={CALL_KEYS.hand}
        onClick={() => void hand.run(() => live.hand(access.conference, !isUp, { subject }))}
      >
        <Icon name="hand" />
        <span>{isUp ? say.lowerHand : say.hand}</span>
      </button>
      <button
        type="button"
        class="opens-meeting"
        aria-expanded={isOpen}
        aria-keyshortcuts={CALL_KEYS.chat}
        onClick={onToggle}
      >
        <Icon name="chat" />
        <span>
          {say.chat}
          {unread > 0 && (
            <>
              <span class="unseen">{say.unreadMark}</span>
              <b class="count">{unread > 99 ? "99+" : unread}</b>
            </>
          )}
        </span>
      </button>
    </>
  );
}
