/** Out of which speaker the conference is heard, in browsers that let a page choose. */

import type { RefObject } from "preact";
import { useState } from "preact/hooks";

export const canChooseSpeaker = (): boolean => "setSinkId" in HTMLMediaElement.prototype;

export function useSpeaker(video: RefObject<HTMLVideoElement | null>): [speaker: string, choose: (id: string) => void] {
  const [speaker, setSpeaker] = useState("");
  const choose = (id: string) => {
    // One that is gone meanwhile leaves the sound where it is.
    video.current?.setSinkId(id).then(
      () => setSpeaker(id),
      () => setSpeaker((before) => before),
    );
  };
  return [speaker, choose];
}
