/** Who is where on the canvas, as the server draws it. */

import { pictureWords } from "./picture_words";
import type { ComponentChildren } from "preact";
import type { Client } from "../api/client";
import type { Canvas, Conference } from "../api/shapes";
import { useAsked } from "../../shared/live/use_asked";
import { WRITTEN_MILLISECONDS } from "../../shared/live/drawn";
import { useObjectUrl } from "./use_object_url";

interface PictureProps {
  client: Client;
  conference: Conference;
  /** Another one where the picture is. */
  drawn: string;
  canvas: Canvas | null;
  /** What lies over the picture. */
  children?: ComponentChildren;
}

export function Picture({ client, conference: { name }, drawn, canvas, children }: PictureProps) {
  const { value, failure } = useAsked(async () => ({ found: await client.picture(name) }), [client, name, drawn], {
    onceMoreMilliseconds: WRITTEN_MILLISECONDS,
  });
  // As an image and not as part of the page, so nothing in it can run or load anything.
  const url = useObjectUrl(value?.found ?? null);
  const say = pictureWords();
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
      {url ? <img src={url} alt={say.whoIsWhere(name)} /> : <p class="quiet">{missing}</p>}
      {children}
    </figure>
  );
}
