/** The camera during a call: on, or off and closed with a card in its place. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Phone } from "freeswitch-functions-client";
import { cameraOffCard } from "./camera_off";
import type { Card } from "./camera_off";
import { close } from "./devices";
import type { Open } from "./use_own_media";

export interface Camera {
  /** As it is drawn. */
  hidden: boolean;
  /** As it is now, also before that is drawn. */
  isHidden: () => boolean;
  /** Null where the call is over. @throws Error as the browser does */
  turnOn: (id: string) => Promise<MediaStreamTrack | null>;
  turnOff: () => Promise<void>;
}

interface Given {
  phone: Phone;
  own: MediaStream;
  open: Open;
  /** What stands on the card. */
  name: string;
  /** What is sent from the beginning, where the camera is off then. */
  firstCard: Card | null;
  firstHidden: boolean;
}

export function useCamera({ phone, own, open, name, firstCard, firstHidden }: Given): Camera {
  const [hidden, setHidden] = useState(firstHidden);
  const isHidden = useRef(firstHidden);
  const card = useRef<Card | null>(firstCard);
  /** What was opened during the call, and is the page's to close. */
  const camera = useRef<MediaStream | null>(null);

  useEffect(
    () => () => {
      card.current?.stop();
      close(camera.current);
    },
    [],
  );

  const hide = (next: boolean) => {
    isHidden.current = next;
    setHidden(next);
  };

  const closeCamera = () => {
    close(camera.current);
    camera.current = null;
  };

  const turnOff = async () => {
    card.current?.stop();
    card.current = cameraOffCard(name);
    if (!card.current) return;
    await phone.replace(card.current.track);
    own.getVideoTracks().forEach((track) => track.stop());
    closeCamera();
    hide(true);
  };

  const turnOn = async (id: string): Promise<MediaStreamTrack | null> => {
    // Some cameras cannot be opened twice.
    own.getVideoTracks().forEach((track) => track.stop());
    closeCamera();
    camera.current = await open("camera", id);
    const [track] = camera.current?.getVideoTracks() ?? [];
    if (!track) return null;
    try {
      await phone.replace(track);
    } catch (error) {
      // Nobody sees it, and its light would say otherwise.
      closeCamera();
      throw error;
    }
    card.current?.stop();
    card.current = null;
    hide(false);
    return track;
  };

  return { hidden, isHidden: () => isHidden.current, turnOn, turnOff };
}
