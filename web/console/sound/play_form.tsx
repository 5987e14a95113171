/** A prompt, or a sound of the domain's own, for everybody or for one. */

import { useState } from "preact/hooks";
import { language as languageOfPage } from "../../shared/language/language";
import { nameOf } from "../../shared/names";
import { path } from "../api/client";
import type { Client } from "../api/client";
import type { Member } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";
import { useOwnNames } from "../picture/media_names";
import { outputWords } from "../words/output_words";
import { ListenerField } from "./listener_field";
import { promptIn, PROMPTS } from "./prompts";

interface PlayFormProps {
  client: Client;
  conference: string;
  members: Member[];
  may: boolean;
  send: Send;
}

export function PlayForm({ client, conference, members, may, send }: PlayFormProps) {
  const say = outputWords();
  const language = languageOfPage();
  const own = useOwnNames(client, "sound", true);
  const known = PROMPTS.map((prompt): [string, string] => [promptIn(language, prompt), say.prompts[prompt]]);
  const sounds = [...known, ...own.map((name): [string, string] => [name, name])];
  const [sound, setSound] = useState(sounds[0]?.[0] ?? "");
  const [to, setTo] = useState<string | null>(null);
  const listener = members.find(({ uuid }) => uuid === to) ?? null;
  const words = sounds.find(([name]) => name === sound)?.[1] ?? sound;

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const body = { prompt: sound, ...(listener && { member: listener.uuid }) };
        void send({
          words: say.plays(words, listener ? nameOf(listener) : null),
          method: "POST",
          path: `${path(conference)}/play`,
          body,
        });
      }}
    >
      <label class="field">
        <span>{say.whatIsPlayed}</span>
        <select value={sound} disabled={!may} onChange={({ currentTarget }) => setSound(currentTarget.value)}>
          {sounds.map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <ListenerField
        label={say.whoHearsIt}
        members={members}
        listener={listener}
        may={may}
        onListener={(one) => setTo(one?.uuid ?? null)}
      />
      <button type="submit" disabled={!may}>
        {say.playIt}
      </button>
    </form>
  );
}
