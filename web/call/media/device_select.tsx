/** Which of the devices of one kind is used. */

import { useId } from "preact/hooks";
import { callWords } from "../words/call_words";

const NONE = "none";

interface DeviceSelectProps {
  label: string;
  /** What it is called to use none; left out where there has to be one. */
  noneLabel?: string;
  devices: MediaDeviceInfo[];
  value: string | null;
  disabled?: boolean;
  onChoose: (id: string | null) => void;
}

export function DeviceSelect({ label, noneLabel, devices, value, disabled = false, onChoose }: DeviceSelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value ?? NONE}
        disabled={disabled}
        onChange={({ currentTarget }) => onChoose(currentTarget.value === NONE ? null : currentTarget.value)}
      >
        <option value="">{callWords().media.browsersChoice}</option>
        {devices
          .filter((device) => device.deviceId !== "")
          .map((device, index) => (
            <option key={device.deviceId} value={device.deviceId}>
              {device.label || `${label} ${index + 1}`}
            </option>
          ))}
        {noneLabel && <option value={NONE}>{noneLabel}</option>}
      </select>
    </div>
  );
}
