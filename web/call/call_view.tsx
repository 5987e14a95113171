/** The call itself: the conference as one picture, and what the caller can do. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Notice } from "../shared/notice";
import type { Words } from "../shared/notice";
import { Icon } from "./icons";
import { Keypad } from "./keypad";
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
}

export function CallView({ phone, conference, own, camera, user, number, trouble }: CallViewProps) {
  const stage = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [muted, setMuted] = useState(false);
  const [keypad, setKeypad] = useState(false);
  const [silent, setSilent] = useState(false);
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

  const toggleFullScreen = () => {
    const change = document.fullscreenElement ? document.exitFullscreen() : stage.current?.requestFullscreen();
    change?.catch(() => undefined);
  };

  return (
    <main class="call" ref={stage} tabIndex={-1} aria-label={`Conference ${number}`}>
      <video ref={video} class="conference" playsInline aria-label={`Picture of conference ${number}`} />
      <div class="over-picture">
        {trouble && <Notice words={trouble} tone="warn" />}
        {cameraSwitch.failure && <Notice words={cameraSwitch.failure} />}
        {silent && (
          <button class="primary" type="button" onClick={play}>
            Play sound and picture
          </button>
        )}
      </div>
      {keypad && <Keypad onPress={(key) => phone.pressKey(key)} />}
      <div class="controls" role="toolbar" aria-label="Call">
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
          <button type="button" onClick={toggleFullScreen}>
            <Icon name="screen" />
            <span>Full screen</span>
          </button>
        )}
        <button class="leave" type="button" onClick={() => phone.leave()}>
          <Icon name="leave" />
          <span>Leave</span>
        </button>
      </div>
    </main>
  );
}
