/** The call itself: the conference as one picture, and what the caller can do. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Phone } from "freeswitch-functions-client";
import { useDoing } from "../shared/taking_part/use_doing";
import { useWriting } from "../shared/taking_part/use_writing";
import { useCallKeys } from "./controls/call_keys";
import { ControlBar } from "./controls/control_bar";
import { MorePanel } from "./controls/more_panel";
import { useScreen } from "./controls/use_screen";
import { useDoor } from "./hosting/use_door";
import { LineLight } from "./line/line_light";
import { useLine } from "./line/use_line";
import { useWakeLock } from "./line/use_wake_lock";
import type { Card } from "./media/camera_off";
import type { Media } from "./media/use_media";
import { useOwnMedia } from "./media/use_own_media";
import { useSpeaker } from "./media/use_speaker";
import { MeetingPanel } from "./meeting/meeting_panel";
import { useNews } from "./meeting/news";
import { Signs, signsOf } from "./meeting/signs";
import type { Meeting } from "./meeting/use_meeting";
import { useUnread } from "./meeting/use_unread";
import { Overlay } from "./overlay/overlay";
import { OverPicture } from "./over_picture";
import { callWords } from "./words/call_words";

interface CallViewProps {
  phone: Phone;
  conference: MediaStream | null;
  own: MediaStream;
  media: Media;
  firstCard: Card | null;
  name: string;
  number: string;
  trouble: "server" | "media" | null;
  /** Whether they wait to be let in: nobody sees or hears them, nor they anybody. */
  waiting: boolean;
  /** What is around the picture; null: the caller sees the picture only. */
  meeting: Meeting | null;
}

type Panel = "meeting" | "more" | null;

/** On a telephone or tablet held upright the picture leaves half of the screen free. */
const hasRoomBelow = () => matchMedia("(max-width: 64rem) and (orientation: portrait)").matches;

export function CallView(props: CallViewProps) {
  const { phone, conference, own, media, firstCard, name, number, trouble, waiting, meeting } = props;
  const say = callWords();
  const stage = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const controls = useRef<HTMLDivElement>(null);
  const [silent, setSilent] = useState(false);
  const [panel, setPanel] = useState<Panel>(null);
  const [names, setNames] = useState(true);
  const [keys, setKeys] = useState(true);
  const hand = useDoing();
  const door = useDoor(meeting);
  const subject = meeting?.access.claims?.sub ?? "";
  const unread = useUnread(meeting?.chat.said.messages ?? [], panel === "meeting", subject);
  const { choice, beginning } = media;
  const mine = useOwnMedia({ phone, own, choice, beginning, name, firstCard });
  const screen = useScreen(phone, name);
  const [speaker, chooseSpeaker] = useSpeaker(video, media.devices.speakers);
  const { line, soundFirst } = useLine(phone);
  const now = meeting?.watched?.conference ?? null;
  // The panel is closed and opened again; what was written stays.
  const writing = useWriting(now && meeting ? meeting.chat.chat : null);
  const news = useNews(now, subject);
  useWakeLock();
  useCallKeys(controls, keys);

  const play = () => {
    const shown = video.current?.srcObject;
    // What has taken its place meanwhile is asked for by itself.
    const told = (isSilent: boolean) => video.current?.srcObject === shown && setSilent(isSilent);
    // Browsers refuse sound that no click asked for; then a click has to.
    video.current?.play().then(
      () => told(false),
      () => told(true),
    );
  };

  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = conference;
    if (conference) play();
  }, [conference]);

  useEffect(() => stage.current?.focus(), []);

  useEffect(() => {
    if (meeting && hasRoomBelow()) setPanel((now) => now ?? "meeting");
  }, [meeting !== null]);

  const unmute = () => {
    mine.setMuted(false);
    // The conference has muted the call, and takes that back at its caller's key.
    phone.pressKey("0");
  };

  const close = () => {
    const opened = panel;
    setPanel(null);
    // The keyboard goes back to where it came from.
    controls.current?.querySelector<HTMLElement>(`.opens-${opened}`)?.focus();
  };

  const toggleFullScreen = () => {
    const change = document.fullscreenElement ? document.exitFullscreen() : stage.current?.requestFullscreen();
    change?.catch(() => undefined);
  };

  return (
    <main
      class={["call", panel ? "with-panel" : "", meeting ? "" : "alone"].join(" ")}
      ref={stage}
      tabIndex={-1}
      aria-label={say.call.conference(number)}
      // Also from the button that has opened it, where the keyboard still is.
      onKeyDown={({ key }) => key === "Escape" && panel && close()}
    >
      <video ref={video} class="conference" playsInline aria-label={say.call.picture(number)} />
      {meeting && now && names && !waiting && <Overlay meeting={meeting} conference={now} video={video} />}
      {waiting && (
        <section class="waiting" aria-labelledby="waiting">
          <div class="spinner" aria-hidden="true" />
          <h2 id="waiting">{say.call.waitingTitle}</h2>
          <p>{say.call.waitingHint(number)}</p>
        </section>
      )}
      <div class="corner">
        {now && <Signs signs={signsOf(now)} />}
        <LineLight line={line} />
      </div>
      <OverPicture
        trouble={trouble}
        soundFirst={soundFirst}
        mine={mine}
        screen={screen}
        hand={hand}
        meeting={meeting}
        door={panel === "meeting" ? null : door}
        silent={silent}
        onPlay={play}
        onUnmute={unmute}
      />
      {meeting && panel === "meeting" && (
        <MeetingPanel meeting={meeting} door={door} writing={writing} onClose={close} />
      )}
      {panel === "more" && (
        <MorePanel
          devices={media.devices}
          own={mine}
          speaker={speaker}
          onSpeaker={chooseSpeaker}
          onKey={(key) => phone.pressKey(key)}
          keys={{ areOn: keys, toggle: () => setKeys(!keys), withMeeting: meeting !== null }}
          names={now && { shown: names, toggle: () => setNames(!names) }}
          onFullScreen={document.fullscreenEnabled ? toggleFullScreen : null}
          onClose={close}
        />
      )}
      <p class="unseen" role="status">
        {unread > 0 && say.meeting.unread(unread)}
      </p>
      <p class="unseen" role="status">
        {news}
      </p>
      <ControlBar
        place={controls}
        mine={mine}
        screen={screen}
        meeting={meeting}
        hand={hand}
        unread={unread}
        panel={panel}
        onPanel={(next) => setPanel(next === panel ? null : next)}
        onLeave={() => phone.leave()}
      />
    </main>
  );
}
