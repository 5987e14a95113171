/** Out of which speaker the conference is heard, in browsers that let a page choose. */

import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import { inTurn } from "./in_turn";

export const canChooseSpeaker = (): boolean => "setSinkId" in HTMLMediaElement.prototype;

export function useSpeaker(video: RefObject<HTMLVideoElement | null>): [speaker: string, choose: (id: string) => void] {
  const [speaker, setSpeaker] = useState("");
  // Of two that are chosen one after the other the browser may come to the first one last.
  const [turn] = useState(inTurn);
  const choose = (id: string) => {
    turn(async () => {
      await video.current?.setSinkId(id);
      setSpeaker(id);
      // One that is gone meanwhile leaves the sound where it is.
    }).catch(() => setSpeaker((before) => before));
  };
  return [speaker, choose];
}
