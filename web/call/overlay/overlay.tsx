/** Over the picture, to the map: names, who talks, whose hand is up, who is muted, and one's own place. What it shows stands in the list of people, too. */

import { useEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { drawn, fitted, placesOf, WRITTEN_MILLISECONDS } from "freeswitch-functions-client";
import type { Conference } from "freeswitch-functions-client";
import { nameOf } from "../../shared/names";
import { useAsked } from "../../shared/live/use_asked";
import { Icon } from "../icons";
import type { Meeting } from "../meeting/use_meeting";
import { callWords } from "../words/call_words";

interface OverlayProps {
  meeting: Meeting;
  conference: Conference;
  video: RefObject<HTMLVideoElement | null>;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where the picture itself is: a video shows bars beside or above it. */
function usePictureBox(video: RefObject<HTMLVideoElement | null>): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const measure = () => {
      const { videoWidth, videoHeight, clientWidth, clientHeight, offsetLeft, offsetTop } = element;
      const found = fitted({ width: videoWidth, height: videoHeight }, { width: clientWidth, height: clientHeight });
      setBox({ ...found, left: found.left + offsetLeft, top: found.top + offsetTop });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      element.removeEventListener("resize", measure);
    };
  }, [video]);
  return box;
}

const percent = (fraction: number) => `${fraction * 100}%`;
const pixels = (length: number) => `${length}px`;

export function Overlay({ meeting: { api, access }, conference, video }: OverlayProps) {
  const box = usePictureBox(video);
  const path = { conference: access.conference };
  // Whoever is seen large changes with who talks only in layouts that show it; the map says which of the two it is.
  const { value } = useAsked(
    () => api.get("/v1/conferences/{conference}/canvas", { path }),
    [api, access.conference, drawn(conference, true)],
    { onceMoreMilliseconds: WRITTEN_MILLISECONDS },
  );
  const canvas = value?.canvases[0];
  if (!box || !canvas) return null;
  return (
    <div
      class="overlay"
      aria-hidden="true"
      style={{ left: pixels(box.left), top: pixels(box.top), width: pixels(box.width), height: pixels(box.height) }}
    >
      {placesOf(canvas, conference, access.claims?.sub ?? "").map(({ x, y, width, height, member, isOwn }) => (
        <div
          key={member.uuid}
          class={["place", member.talking ? "talks" : "", isOwn ? "own" : ""].join(" ")}
          style={{ left: percent(x), top: percent(y), width: percent(width), height: percent(height) }}
        >
          <span class="name">
            {member.hand_raised_at !== null && <Icon name="hand" />}
            {member.muted && <Icon name="microphone" crossed />}
            <bdi>{isOwn ? callWords().overlay.you : nameOf(member)}</bdi>
          </span>
        </div>
      ))}
    </div>
  );
}
