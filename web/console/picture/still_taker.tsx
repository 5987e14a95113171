/** Takes a still of the real canvas and shows it: what people see, not what the layout says. */

import { useState } from "preact/hooks";
import type { Live } from "freeswitch-functions-client";
import { momentInWords } from "../../shared/moments";
import { path } from "../api/client";
import type { Client } from "../api/client";
import { wordsOf } from "../../shared/problem";
import type { Still } from "../api/shapes";
import { isShown, stored, troubleWith } from "./stills";
import { useObjectUrl } from "./use_object_url";
import type { Send } from "../outcomes/use_outcomes";

interface StillTakerProps {
  client: Client;
  live: Live;
  conference: string;
  may: boolean;
  send: Send;
}

export function StillTaker({ client, live, conference, may, send }: StillTakerProps) {
  const [taking, setTaking] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [still, setStill] = useState<Still | null>(null);
  const [picture, setPicture] = useState<Blob | null>(null);
  const url = useObjectUrl(picture);

  async function show(id: string): Promise<void> {
    const found = await stored(client, live, conference, id);
    setTrouble(troubleWith(found));
    if (found?.state !== "ready") return;
    setPicture(isShown(found) ? await client.stillPicture(conference, id) : null);
    setStill(found);
  }

  async function take(): Promise<void> {
    setTaking(true);
    setTrouble("");
    const command = await send({ words: "Take a still", method: "POST", path: `${path(conference)}/stills` });
    // What became of the command is told with the others.
    if (command?.state === "confirmed")
      await show(command.id).catch((error: unknown) =>
        setTrouble(`The still cannot be shown: ${wordsOf(error).title}.`),
      );
    setTaking(false);
  }

  return (
    <div class="still">
      <div class="buttons">
        <button type="button" disabled={!may || taking} onClick={() => void take()}>
          {taking ? "Taking a still …" : "Take a still"}
        </button>
      </div>
      {trouble && <p role="alert">{trouble}</p>}
      {still?.url && !isShown(still) && (
        <p>
          The still is too large for this page.{" "}
          <a href={still.url} target="_blank" rel="noreferrer">
            Open the picture
          </a>
        </p>
      )}
      {url && still && (
        <figure>
          <img src={url} width={still.width} height={still.height} alt={`What people in ${conference} saw`} />
          <figcaption class="quiet">
            What people saw at {momentInWords(still.taken_at)},{" "}
            <a href={url} download={`${conference}-${still.taken_at.slice(0, 19).replaceAll(":", "")}.png`}>
              save the picture
            </a>
          </figcaption>
        </figure>
      )}
    </div>
  );
}
