/** Takes a still of the real canvas and shows it: what people see, not what the layout says. */

import { pictureWords } from "../picture_words";
import { useState } from "preact/hooks";
import type { Live } from "freeswitch-functions-client";
import { momentInWords } from "../../../shared/moments";
import { path } from "../../api/client";
import type { Client } from "../../api/client";
import { wordsOf } from "../../../shared/problem";
import type { Still } from "../../api/shapes";
import { isShown, stored, troubleWith } from "./stills";
import { useObjectUrl } from "./use_object_url";
import type { Send } from "../../outcomes/use_outcomes";

interface StillTakerProps {
  client: Client;
  live: Live;
  conference: string;
  may: boolean;
  send: Send;
}

export function StillTaker({ client, live, conference, may, send }: StillTakerProps) {
  const say = pictureWords();
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
    const command = await send({ words: say.takeStill, method: "POST", path: `${path(conference)}/stills` });
    // What became of the command is told with the others.
    if (command?.state === "confirmed")
      await show(command.id).catch((error: unknown) => setTrouble(say.stillFailed(wordsOf(error).title)));
    setTaking(false);
  }

  return (
    <div class="still">
      <div class="buttons">
        <button type="button" disabled={!may || taking} onClick={() => void take()}>
          {taking ? say.taking : say.takeStill}
        </button>
      </div>
      {trouble && <p role="alert">{trouble}</p>}
      {still?.url && !isShown(still) && (
        <p>
          {say.tooLarge}{" "}
          <a href={still.url} target="_blank" rel="noreferrer">
            {say.openPicture}
          </a>
        </p>
      )}
      {url && still && (
        <figure>
          <img src={url} width={still.width} height={still.height} alt={say.peopleSaw(conference)} />
          <figcaption class="quiet">
            {say.sawAt(momentInWords(still.taken_at))}
            <a href={url} download={`${conference}-${still.taken_at.slice(0, 19).replaceAll(":", "")}.png`}>
              {say.save}
            </a>
          </figcaption>
        </figure>
      )}
    </div>
  );
}
