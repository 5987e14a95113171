/** What lies behind and over everybody's picture, and the spotlight given back. */

import { useState } from "preact/hooks";
import { path } from "../api/client";
import type { Client } from "../api/client";
import type { Canvas, Conference } from "../api/shapes";
import type { Send, Wish } from "../outcomes/use_outcomes";
import { Keeping } from "./keeping";
import { BACKGROUNDS, FOREGROUNDS, useOwnNames } from "./media_names";
import { pictureWords } from "./picture_words";

interface DressingProps {
  client: Client;
  conference: Conference;
  canvas: Canvas | null;
  isStaged: boolean;
  may: boolean;
  send: Send;
}

const NONE = "";

export function Dressing({ client, conference, canvas, isStaged, may, send }: DressingProps) {
  const say = pictureWords().dressing;
  const [isOpen, setOpen] = useState(false);
  const own = useOwnNames(client, "picture", isOpen);
  const wish = (words: string, body: object): Wish => ({ words, method: "PATCH", path: path(conference.name), body });
  // FreeSWITCH tells nobody which of them is shown.
  const choice = (label: string, field: "background" | "foreground", known: readonly string[]) => (
    <label class="field">
      <span>{label}</span>
      <select
        value="?"
        disabled={!may}
        onChange={({ currentTarget }) => {
          const image = currentTarget.value === NONE ? null : currentTarget.value;
          const undo = () => wish(`${label}: ${say.none}`, { [field]: null });
          void send({
            ...wish(`${label}: ${image ?? say.none}`, { [field]: image }),
            ...(image !== null && { undo }),
          });
          currentTarget.value = "?";
        }}
      >
        <option value="?" disabled>
          {say.choose}
        </option>
        <option value={NONE}>{say.none}</option>
        {[...known, ...own].map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <section class="outputs" aria-labelledby="dressing">
      <h3 id="dressing">{say.heading}</h3>
      <button type="button" disabled={!may} onClick={() => void send(wish(say.noSpotlight, { video_floor: null }))}>
        {say.noSpotlight}
      </button>
      <details onToggle={({ currentTarget }) => setOpen(isOpen || currentTarget.open)}>
        <summary>{say.images}</summary>
        {choice(say.background, "background", BACKGROUNDS)}
        {choice(say.foreground, "foreground", FOREGROUNDS)}
      </details>
      <Keeping conference={conference} canvas={canvas} isStaged={isStaged} may={may} send={send} />
    </section>
  );
}
