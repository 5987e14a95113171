/** Who is where on the canvas, as the server draws it. */

import { pictureWords } from "./picture_words";
import type { ComponentChildren } from "preact";
import type { Live } from "freeswitch-functions-client";
import { momentInWords } from "../../shared/moments";
import { Overlay } from "./seen/overlay";
import { LivePicture } from "../watching/live_picture";
import { useObservation } from "../watching/use_observation";
import { watchingWords } from "../watching/watching_words";
import { useRealPicture } from "./seen/use_real_picture";
import type { Client } from "../api/client";
import type { Canvas, Conference } from "../api/shapes";
import { useAsked } from "../../shared/live/use_asked";
import { WRITTEN_MILLISECONDS } from "freeswitch-functions-client";
import { useObjectUrl } from "./seen/use_object_url";

interface PictureProps {
  client: Client;
  live: Live;
  conference: Conference;
  /** Another one where the picture is. */
  drawn: string;
  canvas: Canvas | null;
  /** Whether what people really see is shown, and whether stills may be taken for it. */
  isReal: boolean;
  may: boolean;
  /** Whether the token lets the picture itself be watched, where the room permits it. */
  mayObserve: boolean;
  /** What lies over the picture. */
  children?: ComponentChildren;
}

export function Picture(props: PictureProps) {
  const { client, live, conference, drawn, canvas, isReal, may, mayObserve, children } = props;
  const { name, members } = conference;
  // A picture that goes on is the best news of a node that nothing is heard of; who was refused asks again after it.
  const observed = useObservation(client, name, isReal && mayObserve, conference.node_state === "up");
  // Stills where the picture itself is not to be had.
  const isStill = isReal && (!mayObserve || (observed !== null && observed.refused !== null));
  const real = useRealPicture(client, live, name, isStill, may);
  const realUrl = useObjectUrl(real.picture);
  const { value, failure } = useAsked(async () => ({ found: await client.picture(name) }), [client, name, drawn], {
    onceMoreMilliseconds: WRITTEN_MILLISECONDS,
  });
  // As an image and not as part of the page, so nothing in it can run or load anything.
  const url = useObjectUrl(value?.found ?? null);
  const say = pictureWords();
  const watched = watchingWords();
  const missing = failure ? say.noPicture(failure.title) : value ? say.notDrawn : say.asking;

  return (
    <figure
      id="picture"
      tabIndex={-1}
      class="picture"
      style={
        canvas ? { aspectRatio: `${canvas.width} / ${canvas.height}`, "--ratio": canvas.width / canvas.height } : {}
      }
    >
      {isReal ? (
        <>
          {observed?.picture ? (
            <LivePicture conference={name} picture={observed.picture} />
          ) : realUrl ? (
            <img src={realUrl} alt={say.peopleSaw(name)} />
          ) : (
            <p class="quiet">
              {!isStill ? watched.connecting : real.failure ? say.real.failed(real.failure.title) : say.real.first}
            </p>
          )}
          {canvas && <Overlay canvas={canvas} members={members} />}
          <p class="real-at" role="status" title={observed?.refused ?? ""}>
            {observed?.picture
              ? watched.seen
              : real.failure && realUrl
                ? say.real.failed(real.failure.title)
                : real.takenAt && say.real.at(momentInWords(real.takenAt))}
            {observed?.refused && <span> ({watched.onlyStills(observed.refused)})</span>}
          </p>
        </>
      ) : url ? (
        <img src={url} alt={say.whoIsWhere(name)} />
      ) : (
        <p class="quiet">{missing}</p>
      )}
      {children}
    </figure>
  );
}
