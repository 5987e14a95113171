/** The microphone during a call: muted or not, another one, or none and silence in its place. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Phone } from "freeswitch-functions-client";
import { silence } from "./silence";
import type { Silence } from "./silence";
import type { Open } from "./use_own_media";

export interface Microphone {
  muted: boolean;
  setMuted: (muted: boolean) => void;
  /** Null where the call is over. @throws Error as the browser does; then the one before is sent on */
  change: (id: string) => Promise<MediaStreamTrack | null>;
  /** Sends silence. */
  useNone: () => Promise<void>;
}

interface Given {
  phone: Phone;
  own: MediaStream;
  open: Open;
  firstMuted: boolean;
}

export function useMicrophone({ phone, own, open, firstMuted }: Given): Microphone {
  const [muted, setMutedNow] = useState(firstMuted);
  /** All that may be heard of the caller: two microphones while one takes the place of another. */
  const sounds = useRef(own.getAudioTracks());
  /** As the button was left last, also while a microphone opens. */
  const isMuted = useRef(firstMuted);
  const quiet = useRef<Silence | null>(null);

  const beQuiet = (next: Silence | null) => {
    quiet.current?.stop();
    quiet.current = next;
  };

  useEffect(
    () => () => {
      beQuiet(null);
      sounds.current.forEach((track) => track.stop());
    },
    [],
  );

  const change = async (id: string): Promise<MediaStreamTrack | null> => {
    const [track] = (await open("microphone", id))?.getAudioTracks() ?? [];
    if (!track) return null;
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
    beQuiet(null);
    return track;
  };

  const useNone = async () => {
    const next = silence();
    if (!next) return;
    try {
      await phone.replace(next.track);
    } catch (error) {
      next.stop();
      throw error;
    }
    sounds.current.forEach((old) => old.stop());
    sounds.current = [];
    beQuiet(next);
  };

  return {
    muted,
    setMuted: (next) => {
      isMuted.current = next;
      for (const track of sounds.current) track.enabled = !next;
      setMutedNow(next);
    },
    change,
    useNone,
  };
}
