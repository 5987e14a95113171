/** What is needed now and then during a call: other devices, keys, names, the whole screen. */

import { canChooseSpeaker } from "../media/use_speaker";
import type { Devices } from "../media/devices";
import { DeviceSelect } from "../media/device_select";
import type { OwnMedia } from "../media/use_own_media";
import { callWords } from "../words/call_words";
import { KeyList } from "./key_list";
import type { Keys } from "./key_list";
import { Keypad } from "./keypad";

interface MorePanelProps {
  devices: Devices;
  own: OwnMedia;
  speaker: string;
  onSpeaker: (id: string) => void;
  onKey: (key: string) => boolean;
  keys: Keys;
  /** Null where there is nothing to lay over the picture. */
  names: { shown: boolean; toggle: () => void } | null;
  onFullScreen: (() => void) | null;
  onClose: () => void;
}

export function MorePanel(props: MorePanelProps) {
  const { devices, own, speaker, onSpeaker, onKey, keys, names, onFullScreen, onClose } = props;
  const { call: say, media, overlay } = callWords();
  return (
    <aside class="more" aria-label={say.more}>
      <div class="meeting-heading">
        <h2>{say.devices}</h2>
        <button type="button" class="small" onClick={onClose}>
          {say.closeMore}
        </button>
      </div>
      <DeviceSelect
        label={media.microphone}
        devices={devices.microphones}
        value={own.choice.microphone}
        disabled={!own.isHeard}
        onChoose={(id) => void own.chooseMicrophone(id ?? "")}
      />
      <DeviceSelect
        label={media.camera}
        devices={devices.cameras}
        value={own.choice.camera}
        disabled={!own.isSeen}
        onChoose={(id) => void own.chooseCamera(id ?? "")}
      />
      {canChooseSpeaker() && (
        <DeviceSelect
          label={media.speaker}
          devices={devices.speakers}
          value={speaker}
          onChoose={(id) => onSpeaker(id ?? "")}
        />
      )}
      <div class="more-buttons">
        {names && (
          <button type="button" class="small" aria-pressed={names.shown} onClick={names.toggle}>
            {names.shown ? overlay.hide : overlay.show}
          </button>
        )}
        {onFullScreen && (
          <button type="button" class="small" onClick={onFullScreen}>
            {say.fullScreen}
          </button>
        )}
      </div>
      <Keypad onPress={onKey} />
      <KeyList keys={keys} />
    </aside>
  );
}
