/** The call's buttons: what is used all the time; the rest is behind "More". */

import type { RefObject } from "preact";
import type { Doing } from "../../shared/taking_part/use_doing";
import { Icon } from "../icons";
import type { OwnMedia } from "../media/use_own_media";
import { MeetingButtons } from "../meeting/meeting_buttons";
import type { Meeting } from "../meeting/use_meeting";
import { callWords } from "../words/call_words";
import { CALL_KEYS } from "./call_keys";
import type { ScreenNow } from "./use_screen";

interface ControlBarProps {
  place: RefObject<HTMLDivElement | null>;
  mine: OwnMedia;
  screen: ScreenNow;
  meeting: Meeting | null;
  hand: Doing;
  unread: number;
  panel: "meeting" | "more" | null;
  onPanel: (panel: "meeting" | "more") => void;
  onLeave: () => void;
}

export function ControlBar(props: ControlBarProps) {
  const { place, mine, screen, meeting, hand, unread, panel, onPanel, onLeave } = props;
  const say = callWords().call;
  const { muted, hidden, isHeard, isSeen } = mine;
  return (
    <div class="controls" role="toolbar" aria-label={say.controls} ref={place}>
      <button
        type="button"
        class={muted ? "on" : ""}
        disabled={!isHeard}
        aria-keyshortcuts={CALL_KEYS.microphone}
        onClick={() => mine.setMuted(!muted)}
      >
        <Icon name="microphone" crossed={muted || !isHeard} />
        <span>{muted ? say.unmute : say.mute}</span>
      </button>
      <button
        type="button"
        class={hidden ? "on" : ""}
        disabled={!isSeen}
        aria-keyshortcuts={CALL_KEYS.camera}
        onClick={() => void mine.toggleCamera()}
      >
        <Icon name="camera" crossed={hidden || !isSeen} />
        <span>{hidden ? say.cameraOn : say.cameraOff}</span>
      </button>
      {screen.isOffered && (
        <button
          type="button"
          class={screen.isShown ? "on" : ""}
          aria-keyshortcuts={CALL_KEYS.share}
          onClick={() => void screen.toggle()}
        >
          <Icon name="share" crossed={screen.isShown} />
          <span>{screen.isShown ? say.stopSharing : say.share}</span>
        </button>
      )}
      {meeting && (
        <MeetingButtons
          meeting={meeting}
          hand={hand}
          isOpen={panel === "meeting"}
          unread={unread}
          onToggle={() => onPanel("meeting")}
        />
      )}
      <button type="button" class="opens-more" aria-expanded={panel === "more"} onClick={() => onPanel("more")}>
        <Icon name="more" />
        <span>{say.more}</span>
      </button>
      <button class="leave" type="button" onClick={onLeave}>
        <Icon name="leave" />
        <span>{say.leave}</span>
      </button>
    </div>
  );
}
