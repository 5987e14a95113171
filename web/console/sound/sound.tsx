/** What everybody hears besides each other: texts that are spoken, and music for whoever is alone. */

import { useState } from "preact/hooks";
import { outputWords } from "../words/output_words";
import { path } from "../api/client";
import type { Conference } from "../api/shapes";
import type { Client, Method } from "../api/client";
import type { Send } from "../outcomes/use_outcomes";
import { PlayForm } from "./play_form";
import { SpeakingForm } from "./speaking_form";

interface SoundProps {
  client: Client;
  conference: Conference;
  may: boolean;
  send: Send;
}

export function Sound({ client, conference: { name, members }, may, send }: SoundProps) {
  const say = outputWords();
  const [isOpen, setOpen] = useState(false);
  const button = (label: string, words: string, method: Method, where: string, body?: unknown) => (
    <button
      type="button"
      disabled={!may}
      onClick={() => void send({ words, method, path: `${path(name)}${where}`, body })}
    >
      {label}
    </button>
  );
  return (
    <section class="outputs" aria-labelledby="sound">
      <h3 id="sound">{say.sound}</h3>
      <details>
        <summary>{say.say}</summary>
        <SpeakingForm conference={name} members={members} may={may} send={send} />
      </details>
      <details onToggle={({ currentTarget }) => setOpen(isOpen || currentTarget.open)}>
        <summary>{say.play}</summary>
        {isOpen && <PlayForm client={client} conference={name} members={members} may={may} send={send} />}
      </details>
      <div class="buttons" role="group" aria-label={say.played}>
        {button(say.fromBeginning, say.fromBeginningWho, "POST", "/commands", {
          kind: "seek",
          milliseconds: 0,
        })}
        {button(say.stopPlaying, say.stopsPlaying, "DELETE", "/play")}
      </div>
      {/* FreeSWITCH does not tell whether there is music. */}
      <div class="buttons" role="group" aria-label={say.music}>
        {button(say.musicOn, say.music, "PATCH", "", { music: true })}
        {button(say.musicOff, say.noMusic, "PATCH", "", { music: false })}
      </div>
    </section>
  );
}
