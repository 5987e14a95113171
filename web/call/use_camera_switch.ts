/** Camera off and on during a call: off closes the device and sends a card instead. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Words } from "../shared/notice";
import { cameraOffCard } from "./camera_off";
import type { Card } from "./camera_off";
import { close, deviceFailure, openCamera } from "./devices";
import type { Phone } from "./phone";

export interface CameraSwitch {
  off: boolean;
  failure: Words | null;
  toggle: () => Promise<void>;
}

export function useCameraSwitch(phone: Phone, own: MediaStream, camera: string | null, name: string): CameraSwitch {
  const [off, setOff] = useState(false);
  const [failure, setFailure] = useState<Words | null>(null);
  const card = useRef<Card | null>(null);
  const reopened = useRef<MediaStream | null>(null);

  useEffect(
    () => () => {
      card.current?.stop();
      close(reopened.current);
    },
    [],
  );

  const turnOff = async () => {
    card.current = cameraOffCard(name.split("@")[0] ?? "");
    if (!card.current) return;
    await phone.replaceVideo(card.current.track);
    own.getVideoTracks().forEach((track) => track.stop());
    close(reopened.current);
    setOff(true);
  };

  const turnOn = async () => {
    reopened.current = await openCamera(camera ?? "");
    const [track] = reopened.current.getVideoTracks();
    if (!track) return;
    await phone.replaceVideo(track);
    card.current?.stop();
    setOff(false);
  };

  return {
    off,
    failure,
    toggle: async () => {
      setFailure(null);
      await (off ? turnOn() : turnOff()).catch((error: unknown) => setFailure(deviceFailure(error)));
    },
  };
}
