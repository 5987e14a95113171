/** The caller's own picture, sound level, and which devices are used. */

import { useEffect, useRef } from "preact/hooks";
import { Notice } from "../shared/notice";
import { LevelMeter } from "./level_meter";
import type { Media } from "./use_media";

const NONE = "none";

interface DeviceSelectProps {
  label: string;
  noneLabel: string;
  devices: MediaDeviceInfo[];
  value: string | null;
  onChoose: (id: string | null) => void;
}

function DeviceSelect({ label, noneLabel, devices, value, onChoose }: DeviceSelectProps) {
  const id = label.toLowerCase();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value ?? NONE}
        onChange={({ currentTarget }) => onChoose(currentTarget.value === NONE ? null : currentTarget.value)}
      >
        <option value="">Browser's choice</option>
        {devices
          .filter((device) => device.deviceId !== "")
          .map((device, index) => (
            <option key={device.deviceId} value={device.deviceId}>
              {device.label || `${label} ${index + 1}`}
            </option>
          ))}
        <option value={NONE}>{noneLabel}</option>
      </select>
    </div>
  );
}

export function Preview({ media }: { media: Media }) {
  const video = useRef<HTMLVideoElement>(null);
  const { choice, devices, stream, failure } = media;
  const pictured = (stream?.getVideoTracks().length ?? 0) > 0;

  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);

  return (
    <section class="card preview" aria-labelledby="preview-title">
      <h2 id="preview-title">Camera and microphone</h2>
      <div class="preview-picture">
        <video ref={video} autoplay playsInline muted aria-label="Your camera" hidden={!pictured} />
        {!pictured && stream && <p>No camera: others will not see you.</p>}
        {!stream && (
          <button type="button" onClick={() => void media.open()}>
            Try camera and microphone
          </button>
        )}
      </div>
      <LevelMeter stream={stream} />
      {failure && <Notice words={failure} />}
      <DeviceSelect
        label="Camera"
        noneLabel="No camera"
        devices={devices.cameras}
        value={choice.camera}
        onChoose={(camera) => media.choose({ ...choice, camera })}
      />
      <DeviceSelect
        label="Microphone"
        noneLabel="No microphone (only listen)"
        devices={devices.microphones}
        value={choice.microphone}
        onChoose={(microphone) => media.choose({ ...choice, microphone })}
      />
    </section>
  );
}
