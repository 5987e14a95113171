/** One's own screen in the conference, as a second call. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Phone, Share } from "freeswitch-functions-client";
import type { Words } from "../../shared/notice";
import { close } from "../media/devices";
import { callFailure } from "../phone/failures";
import { callWords } from "../words/call_words";

export interface ScreenNow {
  /** False where the browser cannot do it, as on telephones. */
  isOffered: boolean;
  isShown: boolean;
  failure: Words | null;
  toggle: () => Promise<void>;
}

/** Text has to be read: as many pixels as there are, and few frames. */
const SCREEN: DisplayMediaStreamOptions = { video: { frameRate: { ideal: 10, max: 15 } }, audio: false };

export function useScreen(phone: Phone, name: string): ScreenNow {
  const [isShown, setShown] = useState(false);
  const [failure, setFailure] = useState<Words | null>(null);
  const share = useRef<Share | null>(null);
  const isOffered = typeof (navigator.mediaDevices as MediaDevices | undefined)?.getDisplayMedia === "function";

  /** Whether the browser is asking which screen. */
  const isAsking = useRef(false);
  const isOver = useRef(false);

  useEffect(
    () => () => {
      isOver.current = true;
      share.current?.stop();
    },
    [],
  );

  const ask = async (): Promise<MediaStream | null> => {
    isAsking.current = true;
    try {
      return await navigator.mediaDevices.getDisplayMedia(SCREEN);
    } catch (error) {
      // Whoever closes the browser's question has changed their mind.
      if (!(error instanceof Error && error.name === "NotAllowedError"))
        setFailure({ title: callWords().share.failed, hint: String(error) });
      return null;
    } finally {
      isAsking.current = false;
    }
  };

  const begin = async () => {
    if (isAsking.current || share.current) return;
    setFailure(null);
    const say = callWords().share;
    const screen = await ask();
    if (!screen) return;
    if (isOver.current) {
      // The call has ended while the browser asked.
      close(screen);
      return;
    }
    try {
      share.current = phone.share(screen, say.name(name), (ended) => {
        share.current = null;
        setShown(false);
        if (ended) setFailure({ title: say.failed, hint: callFailure(ended).title });
      });
      setShown(true);
    } catch (error) {
      close(screen);
      setFailure({ title: say.failed, hint: String(error) });
    }
  };

  return {
    isOffered,
    isShown,
    failure,
    toggle: async () => {
      // A second click meant what the first one has done already: it asks for no other screen.
      if (isShown) share.current?.stop();
      else await begin();
    },
  };
}
