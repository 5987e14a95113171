/** Who is where on the canvas, as the server draws it. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Client } from "../api/client";
import { wordsOf } from "../api/problem";
import type { Canvas, Conference } from "../api/shapes";
import { useObjectUrl } from "./use_object_url";

interface PictureProps {
  client: Client;
  /** A new object at every look, so that the picture is looked at as often. */
  conference: Conference;
  canvas: Canvas | null;
  /** What lies over the picture. */
  children?: ComponentChildren;
}

const NOT_DRAWN = "This server does not draw the picture of a conference.";

export function Picture({ client, conference, canvas, children }: PictureProps) {
  const { name, revision } = conference;
  const [picture, setPicture] = useState<Blob | null>(null);
  const [missing, setMissing] = useState("Asking for the picture …");
  // As an image and not as part of the page, so nothing in it can run or load anything.
  const url = useObjectUrl(picture);
  const absentAt = useRef<number | null>(null);

  useEffect(() => {
    // A server that draws nothing is asked again only when something has changed.
    if (absentAt.current === revision) return;
    let current = true;
    client.picture(name).then(
      (found) => {
        if (!current) return;
        absentAt.current = found ? null : revision;
        setPicture(found);
        setMissing(NOT_DRAWN);
      },
      (error: unknown) => current && setMissing(`No picture: ${wordsOf(error).title}.`),
    );
    return () => {
      current = false;
    };
  }, [client, conference]);

  return (
    <figure class="picture" style={canvas ? { aspectRatio: `${canvas.width} / ${canvas.height}` } : {}}>
      {url ? <img src={url} alt={`Who is where in the picture of ${name}`} /> : <p class="quiet">{missing}</p>}
      {children}
    </figure>
  );
}
