/** Camera and microphone during a call: off and on, and others than before. An off camera is closed and a card is sent instead. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Phone } from "freeswitch-functions-client";
import type { Words } from "../../shared/notice";
import { cameraOffCard } from "./camera_off";
import type { Card } from "./camera_off";
import { close, deviceFailure, openOne } from "./devices";
import type { Choice } from "./devices";
import { inTurn } from "./in_turn";
import type { Beginning } from "./use_media";

export interface OwnMedia {
  /** Whether the call sends a picture, or a sound, at all. */
  isSeen: boolean;
  isHeard: boolean;
  hidden: boolean;
  muted: boolean;
  choice: Choice;
  failure: Words | null;
  setMuted: (muted: boolean) => void;
  toggleCamera: () => Promise<void>;
  chooseCamera: (id: string) => Promise<void>;
  chooseMicrophone: (id: string) => Promise<void>;
}

interface Given {
  phone: Phone;
  own: MediaStream;
  choice: Choice;
  beginning: Beginning;
  /** What stands on the card. */
  name: string;
  /** What is sent from the beginning, where the camera is off then. */
  firstCard: Card | null;
}

export function useOwnMedia({ phone, own, choice: first, beginning, name, firstCard }: Given): OwnMedia {
  const [isSeen] = useState(() => own.getVideoTracks().length > 0);
  const [isHeard] = useState(() => own.getAudioTracks().length > 0);
  const [hidden, setHidden] = useState(beginning.hidden && isSeen);
  const [muted, setMutedNow] = useState(beginning.muted);
  const [choice, setChoice] = useState(first);
  const [failure, setFailure] = useState<Words | null>(null);
  const card = useRef<Card | null>(firstCard);
  /** What was opened during the call, and is the page's to close. */
  const camera = useRef<MediaStream | null>(null);
  /** All that may be heard of the caller: two microphones while one takes the place of another. */
  const sounds = useRef(own.getAudioTracks());
  /** As the button was left last, also while a microphone opens. */
  const isMuted = useRef(beginning.muted);

  const isHidden = useRef(beginning.hidden && isSeen);
  /** What opens when the call is over is closed at once. */
  const isOver = useRef(false);
  const [turns] = useState(() => ({ camera: inTurn(), microphone: inTurn() }));

  useEffect(
    () => () => {
      isOver.current = true;
      card.current?.stop();
      close(camera.current);
      sounds.current.forEach((track) => track.stop());
    },
    [],
  );

  const setMuted = (next: boolean) => {
    isMuted.current = next;
    for (const track of sounds.current) track.enabled = !next;
    setMutedNow(next);
  };

  const hide = (next: boolean) => {
    isHidden.current = next;
    setHidden(next);
  };

  const open = async (kind: "camera" | "microphone", id: string): Promise<MediaStream | null> => {
    const opened = await openOne(kind, id);
    if (!isOver.current) return opened;
    close(opened);
    return null;
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

  const turnOn = async (id: string) => {
    // Some cameras cannot be opened twice.
    own.getVideoTracks().forEach((track) => track.stop());
    closeCamera();
    camera.current = await open("camera", id);
    const [track] = camera.current?.getVideoTracks() ?? [];
    if (!track) return;
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
  };

  const changeCamera = async (id: string) => {
    try {
      await turnOn(id);
    } catch (error) {
      // The one before is closed already: without a card nothing would be sent any more. A call that is over needs none.
      if (!isOver.current) await turnOff();
      throw error;
    }
  };

  const changeMicrophone = async (id: string) => {
    const [track] = (await open("microphone", id))?.getAudioTracks() ?? [];
    if (!track) return;
    const before = sounds.current;
    sounds.current = [...before, track];
    track.enabled = !isMuted.current;
    try {
      await phone.replace(track);
    } catch (error) {
      track.stop();
      sounds.current = before;
      throw error;
    }
    before.forEach((old) => old.stop());
    sounds.current = [track];
    setChoice((now) => ({ ...now, microphone: id }));
  };

  const trying = async (kind: "camera" | "microphone", change: () => Promise<void>) => {
    setFailure(null);
    await turns[kind](async () => {
      if (!isOver.current) await change();
    }).catch((error: unknown) => setFailure(deviceFailure(error)));
  };

  return {
    isSeen,
    isHeard,
    hidden,
    muted,
    choice,
    failure,
    setMuted,
    toggleCamera: () =>
      trying("camera", async () => {
        // A second click meant what the first one has done already.
        if (isHidden.current === hidden) await (hidden ? turnOn(choice.camera ?? "") : turnOff());
      }),
    chooseCamera: async (id) => {
      setChoice((now) => ({ ...now, camera: id }));
      await trying("camera", async () => {
        if (!isHidden.current) await changeCamera(id);
      });
    },
    chooseMicrophone: (id) => trying("microphone", () => changeMicrophone(id)),
  };
}
