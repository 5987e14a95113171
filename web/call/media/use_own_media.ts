/** Camera and microphone during a call: off and on, others than before, and what becomes of one that is unplugged. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Phone } from "freeswitch-functions-client";
import type { Words } from "../../shared/notice";
import type { Card } from "./camera_off";
import { close, deviceFailure, openOne } from "./devices";
import type { Choice } from "./devices";
import { inTurn } from "./in_turn";
import type { Kind } from "./same_device";
import { useCamera } from "./use_camera";
import type { Beginning } from "./use_media";
import { useMicrophone } from "./use_microphone";
import { usePlugged } from "./use_plugged";
import type { Plugged } from "./use_plugged";

export interface OwnMedia extends Pick<Plugged, "lost" | "back"> {
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
  /** Opens once more what has stopped. */
  useAgain: (kind: Kind) => Promise<void>;
}

/** Null where the call is over: then it is closed again. */
export type Open = (kind: Kind, id: string) => Promise<MediaStream | null>;

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
  const [choice, setChoice] = useState(first);
  const [failure, setFailure] = useState<Words | null>(null);
  /** What opens when the call is over is closed at once. */
  const isOver = useRef(false);
  const [turns] = useState(() => ({ camera: inTurn(), microphone: inTurn() }));

  const open: Open = async (kind, id) => {
    const opened = await openOne(kind, id);
    if (!isOver.current) return opened;
    close(opened);
    return null;
  };

  const firstHidden = beginning.hidden && isSeen;
  const camera = useCamera({ phone, own, open, name, firstCard, firstHidden });
  const microphone = useMicrophone({ phone, own, open, firstMuted: beginning.muted });

  const choose = (kind: Kind, id: string) => setChoice((now) => ({ ...now, [kind]: id }));
  const chosen = async (kind: Kind, id: string, send: (id: string) => Promise<MediaStreamTrack | null>) => {
    const track = await send(id);
    if (track) choose(kind, id);
    return track;
  };
  const ways = {
    camera: { use: (id: string) => chosen("camera", id, camera.turnOn), useNone: camera.turnOff },
    microphone: { use: (id: string) => chosen("microphone", id, microphone.change), useNone: microphone.useNone },
  };
  const plugged = usePlugged(turns, ways, (error) => setFailure(deviceFailure(error)));

  useEffect(() => {
    // A card is no camera.
    plugged.chosen("camera", firstHidden ? null : (own.getVideoTracks()[0] ?? null));
    plugged.chosen("microphone", own.getAudioTracks()[0] ?? null);
    return () => (isOver.current = true);
  }, []);

  const turnOn = async (id: string) => {
    const track = await camera.turnOn(id);
    if (track) plugged.chosen("camera", track);
  };

  const turnOff = async () => {
    plugged.chosen("camera", null);
    await camera.turnOff();
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

  const trying = async (kind: Kind, change: () => Promise<void>) => {
    setFailure(null);
    await turns[kind](async () => {
      if (!isOver.current) await change();
    }).catch((error: unknown) => setFailure(deviceFailure(error)));
  };

  return {
    ...{ isSeen, isHeard, choice, failure, lost: plugged.lost, back: plugged.back },
    ...{ hidden: camera.hidden, muted: microphone.muted, setMuted: microphone.setMuted },
    toggleCamera: () =>
      trying("camera", async () => {
        // A second click meant what the first one has done already.
        if (camera.isHidden() === camera.hidden) await (camera.hidden ? turnOn(choice.camera ?? "") : turnOff());
      }),
    chooseCamera: async (id) => {
      choose("camera", id);
      await trying("camera", async () => {
        if (!camera.isHidden()) await changeCamera(id);
      });
    },
    chooseMicrophone: (id) =>
      trying("microphone", async () => {
        const track = await ways.microphone.use(id);
        if (track) plugged.chosen("microphone", track);
      }),
    useAgain: (kind) => trying(kind, () => plugged.again(kind)),
  };
}
