/** Out of which speaker the conference is heard, in browsers that let a page choose. */

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { inTurn } from "./in_turn";

export const canChooseSpeaker = (): boolean => "setSinkId" in HTMLMediaElement.prototype;

/** `speakers`: those that are plugged in. */
export function useSpeaker(
  video: RefObject<HTMLVideoElement | null>,
  speakers: readonly MediaDeviceInfo[],
): [speaker: string, choose: (id: string) => void] {
  const [speaker, setSpeaker] = useState("");
  const wanted = useRef("");
  // Of two that are chosen one after the other the browser may come to the first one last.
  const [turn] = useState(inTurn);

  const hearBy = (id: string) => {
    turn(async () => {
      await video.current?.setSinkId(id);
      setSpeaker(id);
      // One that is gone meanwhile leaves the sound where it is.
    }).catch(() => setSpeaker((before) => before));
  };

  useEffect(() => {
    // Out of one that is unplugged nothing is heard: until it is there again the browser's choice does.
    const isThere = speakers.some(({ deviceId }) => deviceId === wanted.current);
    const id = isThere ? wanted.current : "";
    if (id !== speaker) hearBy(id);
  }, [speakers]);

  return [
    speaker,
    (id) => {
      wanted.current = id;
      hearBy(id);
    },
  ];
}
