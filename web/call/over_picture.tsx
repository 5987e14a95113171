/** Over the picture: what went wrong, what a host did or asks, and what to do about it. */

import { callsOf } from "freeswitch-functions-client";
import { Notice } from "../shared/notice";
import type { Doing } from "../shared/taking_part/use_doing";
import type { ScreenNow } from "./controls/use_screen";
import { AtTheDoor } from "./hosting/at_the_door";
import type { Door } from "./hosting/use_door";
import { LostDevices } from "./media/lost_devices";
import type { OwnMedia } from "./media/use_own_media";
import { AskedToUnmute, isAsked } from "./meeting/asked_to_unmute";
import type { Meeting } from "./meeting/use_meeting";
import { callWords } from "./words/call_words";

interface OverPictureProps {
  trouble: "server" | "media" | null;
  soundFirst: boolean;
  mine: OwnMedia;
  screen: ScreenNow;
  hand: Doing;
  meeting: Meeting | null;
  /** Null where nobody is to be told of it here. */
  door: Door | null;
  /** Whether the browser waits for a click before it plays. */
  silent: boolean;
  onPlay: () => void;
  onUnmute: () => void;
}

/** Whether the conference has muted all calls of this token's holder. */
export function isMutedByHost({ access, watched }: Pick<Meeting, "access" | "watched">): boolean {
  if (!watched?.conference) return false;
  const own = callsOf(watched.conference, access.claims?.sub ?? "").filter(({ role }) => role !== "screen");
  return own.length > 0 && own.every(({ muted }) => muted === true);
}

export function OverPicture(props: OverPictureProps) {
  const { trouble, soundFirst, mine, screen, hand, meeting, door, silent, onPlay, onUnmute } = props;
  const { failures, line, call, meeting: around } = callWords();
  const asked = meeting !== null && isAsked(meeting);
  return (
    <div class="over-picture">
      {trouble && <Notice words={trouble === "server" ? failures.lost : failures.shaky} tone="warn" />}
      {soundFirst && <Notice words={line.soundFirst} tone="warn" />}
      {mine.failure && <Notice words={mine.failure} />}
      <LostDevices mine={mine} />
      {screen.failure && <Notice words={screen.failure} />}
      {hand.failure && <Notice words={{ ...hand.failure, title: `${around.handFailed} ${hand.failure.title}` }} />}
      {meeting && <AskedToUnmute meeting={meeting} onUnmute={onUnmute} />}
      {meeting && !asked && isMutedByHost(meeting) && (
        <div class="notice warn muted-by-host" role="alert">
          <strong>{call.hostMuted.title}</strong>
          <span>{call.hostMuted.hint}</span>
          <button class="small" type="button" onClick={onUnmute}>
            {call.unmuteMyself}
          </button>
        </div>
      )}
      {door && <AtTheDoor door={door} />}
      {silent && (
        <button class="primary" type="button" onClick={onPlay}>
          {call.play}
        </button>
      )}
    </div>
  );
}
