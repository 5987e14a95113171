/** The call itself: the conference as one picture, and what the caller can do. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Notice } from "../shared/notice";
import type { Words } from "../shared/notice";
import { useDoing } from "../shared/taking_part/use_doing";
import { Icon } from "./icons";
import { Keypad } from "./keypad";
import type { Access } from "./meeting/access";
import { AskedToUnmute } from "./meeting/asked_to_unmute";
import { MeetingButtons } from "./meeting/meeting_buttons";
import { MeetingPanel } from "./meeting/meeting_panel";
import { useMeeting } from "./meeting/use_meeting";
import { useUnread } from "./meeting/use_unread";
import type { Phone } from "./phone";
import { useCameraSwitch } from "./use_camera_switch";

interface CallViewProps {
  phone: Phone;
  conference: MediaStream | null;
  own: MediaStream;
  camera: string | null;
  user: string;
  number: string;
  trouble: Words | null;
  /** Whether they wait to be let in: nobody sees or hears them, nor they anybody. */
  waiting: boolean;
  /** To what is around the picture; null: the caller sees the picture only. */
  access: Access | null;
}

export function CallView({ phone, conference, own, camera, user, number, trouble, waiting, access }: CallViewProps) {
  const stage = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [muted, setMuted] = useState(false);
  const [keypad, setKeypad] = useState(false);
  const [silent, setSilent] = useState(false);
  const [panel, setPanel] = useState(false);
  const controls = useRef<HTMLDivElement>(null);
  const meeting = useMeeting(access);
  const hand = useDoing();
  const unread = useUnread(meeting?.chat.said.messages ?? [], panel, access?.claims?.sub ?? "");
  const cameraSwitch = useCameraSwitch(phone, own, camera, user);
  const seen = own.getVideoTracks().length > 0;
  const heard = own.getAudioTracks().length > 0;

  const play = () => {
    // Browsers refuse sound that no click asked for; then a click has to.
    video.current?.play().then(
      () => setSilent(false),
      () => setSilent(true),
    );
  };

  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = conference;
    if (conference) play();
  }, [conference]);

  useEffect(() => stage.current?.focus(), []);

  const toggleMute = () => {
    phone.setMuted(!muted);
    setMuted(!muted);
  };

  const unmute = () => {
    phone.setMuted(false);
    setMuted(false);
    // The conference has muted the call, and takes that back at its caller's key.
    phone.pressKey("0");
  };

  const closePanel = () => {
    setPanel(false);
    // The keyboard goes back to where it came from.
    controls.current?.querySelector<HTMLElement>("[aria-expanded=true].opens-meeting")?.focus();
  };

  const toggleFullScreen = () => {
    const change = document.fullscreenElement ? document.exitFullscreen() : stage.current?.requestFullscreen();
    change?.catch(() => undefined);
  };

  return (
    <main class={panel ? "call with-meeting" : "call"} ref={stage} tabIndex={-1} aria-label={`Conference ${number}`}>
      <video ref={video} class="conference" playsInline aria-label={`Picture of conference ${number}`} />
      {waiting && (
        <section class="waiting" aria-labelledby="waiting">
          <div class="spinner" aria-hidden="true" />
          <h2 id="waiting">Waiting to be let in</h2>
          <p>Somebody in {number} will let you in. Nobody sees or hears you until then.</p>
        </section>
      )}
      <div class="over-picture">
        {trouble && <Notice words={trouble} tone="warn" />}
        {cameraSwitch.failure && <Notice words={cameraSwitch.failure} />}
        {hand.failure && <Notice words={{ ...hand.failure, title: `Your hand did not move. ${hand.failure.title}` }} />}
        {meeting && <AskedToUnmute meeting={meeting} onUnmute={unmute} />}
        {silent && (
          <button class="primary" type="button" onClick={play}>
            Play sound and picture
          </button>
        )}
      </div>
      {meeting && panel && <MeetingPanel meeting={meeting} onClose={closePanel} />}
      <p class="unseen" role="status">
        {unread > 0 && `Unread messages: ${unread}`}
      </p>
      {keypad && <Keypad onPress={(key) => phone.pressKey(key)} />}
      <div class="controls" role="toolbar" aria-label="Call" ref={controls}>
        <button type="button" class={muted ? "on" : ""} disabled={!heard} onClick={toggleMute}>
          <Icon name="microphone" crossed={muted || !heard} />
          <span>{muted ? "Unmute" : "Mute"}</span>
        </button>
        <button
          type="button"
          class={cameraSwitch.off ? "on" : ""}
          disabled={!seen}
          onClick={() => void cameraSwitch.toggle()}
        >
          <Icon name="camera" crossed={cameraSwitch.off || !seen} />
          <span>{cameraSwitch.off ? "Camera on" : "Camera off"}</span>
        </button>
        <button type="button" aria-expanded={keypad} onClick={() => setKeypad(!keypad)}>
          <Icon name="keypad" />
          <span>Keypad</span>
        </button>
        {document.fullscreenEnabled && (
          <button type="button" class="full-screen" onClick={toggleFullScreen}>
            <Icon name="screen" />
            <span>Full screen</span>
          </button>
        )}
        {meeting && (
          <MeetingButtons
            meeting={meeting}
            hand={hand}
            isOpen={panel}
            unread={unread}
            onToggle={() => setPanel(!panel)}
          />
        )}
        <button class="leave" type="button" onClick={() => phone.leave()}>
          <Icon name="leave" />
          <span>Leave</span>
        </button>
      </div>
    </main>
  );
}
