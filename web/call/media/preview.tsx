/** The caller's own picture, sound level, both on or off, and which devices are used. */

import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../icons";
import { callWords } from "../words/call_words";
import { DeviceSelect } from "./device_select";
import { LevelMeter } from "./level_meter";
import type { Media } from "./use_media";

export function Preview({ media }: { media: Media }) {
  const say = callWords().media;
  const video = useRef<HTMLVideoElement>(null);
  const { choice, beginning, devices, stream, isTaken } = media;
  const pictured = (stream?.getVideoTracks().length ?? 0) > 0;
  const sounded = (stream?.getAudioTracks().length ?? 0) > 0;
  const { hidden, muted } = beginning;

  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);

  return (
    <section class="card preview" aria-labelledby="preview-title">
      <h2 id="preview-title" class="unseen">
        {say.title}
      </h2>
      <div class="preview-picture">
        <video ref={video} autoplay playsInline muted aria-label={say.yourCamera} hidden={!pictured} />
        {!pictured && stream && <p>{hidden ? say.cameraOff : sounded ? say.noPicture : say.nothing}</p>}
        {!stream && (
          <button type="button" disabled={isTaken} onClick={() => void media.open()}>
            {say.try}
          </button>
        )}
        <div class="switches">
          <button
            type="button"
            class={muted ? "on" : ""}
            aria-pressed={!muted}
            disabled={choice.microphone === null}
            title={muted ? say.microphoneOff : say.microphoneOn}
            onClick={() => media.begin({ ...beginning, muted: !muted })}
          >
            <Icon name="microphone" crossed={muted || choice.microphone === null} />
            <span class="unseen">{say.microphoneOn}</span>
          </button>
          <button
            type="button"
            class={hidden ? "on" : ""}
            aria-pressed={!hidden}
            disabled={choice.camera === null || isTaken}
            title={hidden ? say.cameraOff : say.cameraOn}
            onClick={() => media.begin({ ...beginning, hidden: !hidden })}
          >
            <Icon name="camera" crossed={hidden || choice.camera === null} />
            <span class="unseen">{say.cameraOn}</span>
          </button>
        </div>
      </div>
      <LevelMeter stream={stream} />
      <details class="devices">
        <summary>{say.choose}</summary>
        <DeviceSelect
          label={say.camera}
          noneLabel={say.noCamera}
          devices={devices.cameras}
          value={choice.camera}
          disabled={isTaken}
          onChoose={(camera) => media.choose({ ...choice, camera })}
        />
        <DeviceSelect
          label={say.microphone}
          noneLabel={say.noMicrophone}
          devices={devices.microphones}
          value={choice.microphone}
          disabled={isTaken}
          onChoose={(microphone) => media.choose({ ...choice, microphone })}
        />
      </details>
    </section>
  );
}
