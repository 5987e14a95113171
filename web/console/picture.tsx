/** Who is where on the canvas, as the server draws it. */

import { useEffect, useState } from "preact/hooks";
import type { Client } from "./client";
import { wordsOf } from "./problem";

interface PictureProps {
  client: Client;
  name: string;
  /** Moves whenever the picture may have changed. */
  revision: number;
}

const NOT_DRAWN = "This server does not draw the picture of a conference.";

export function Picture({ client, name, revision }: PictureProps) {
  const [url, setUrl] = useState<string | null>(null);
  const [missing, setMissing] = useState("Asking for the picture …");

  useEffect(() => {
    let current = true;
    let made = "";
    client.picture(name).then(
      (picture) => {
        if (!current) return;
        // As an image and not as part of the page, so nothing in it can run or load anything.
        if (picture) made = URL.createObjectURL(picture);
        setUrl(made || null);
        setMissing(NOT_DRAWN);
      },
      (error: unknown) => {
        if (!current) return;
        setUrl(null);
        setMissing(`No picture: ${wordsOf(error).title}.`);
      },
    );
    return () => {
      current = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [client, name, revision]);

  return (
    <figure class="picture">
      {url ? <img src={url} alt={`Who is where in the picture of ${name}`} /> : <p class="quiet">{missing}</p>}
    </figure>
  );
}
