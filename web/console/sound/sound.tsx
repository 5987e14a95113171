/** What everybody hears besides each other: texts that are spoken, and music for whoever is alone. */

import { path } from "../api/client";
import type { Conference } from "../api/shapes";
import type { Method } from "../api/client";
import type { Send } from "../outcomes/use_outcomes";
import { SpeakingForm } from "./speaking_form";

interface SoundProps {
  conference: Conference;
  may: boolean;
  send: Send;
}

export function Sound({ conference: { name, members }, may, send }: SoundProps) {
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
      <h3 id="sound">Sound</h3>
      <details>
        <summary>Say something</summary>
        <SpeakingForm conference={name} members={members} may={may} send={send} />
      </details>
      <div class="buttons" role="group" aria-label="What is played to all">
        {button("From the beginning", "What is played, from the beginning", "POST", "/commands", {
          kind: "seek",
          milliseconds: 0,
        })}
        {button("Stop playing", "Stop what is played", "DELETE", "/play")}
      </div>
      {/* FreeSWITCH does not tell whether there is music. */}
      <div class="buttons" role="group" aria-label="Music for whoever is alone">
        {button("Music when alone", "Music for whoever is alone", "PATCH", "", { music: true })}
        {button("No music", "No music for whoever is alone", "PATCH", "", { music: false })}
      </div>
    </section>
  );
}
