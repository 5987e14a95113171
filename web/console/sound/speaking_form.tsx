/** What is spoken into the conference, for everybody or for one. */

import { outputWords } from "../words/output_words";
import { language as languageOfPage } from "../../shared/language/language";
import { useState } from "preact/hooks";
import { path } from "../api/client";
import { nameOf } from "../../shared/names";
import type { Member } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";
import { LANGUAGES } from "./languages";
import { ListenerField } from "./listener_field";

const TEXT_LENGTH = 500;
interface SpeakingFormProps {
  conference: string;
  members: Member[];
  may: boolean;
  send: Send;
}

export function SpeakingForm({ conference, members, may, send }: SpeakingFormProps) {
  const say = outputWords();
  const [text, setText] = useState("");
  const [language, setLanguage] = useState<string>(languageOfPage());
  const [to, setTo] = useState<string | null>(null);
  const listener = members.find(({ uuid }) => uuid === to) ?? null;

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const spoken = text.trim();
        const body = { text: spoken, language, ...(listener && { member: listener.uuid }) };
        const words = say.says(spoken, listener ? nameOf(listener) : null);
        void send({ words, method: "POST", path: `${path(conference)}/say`, body });
      }}
    >
      <label class="field">
        <span>{say.said}</span>
        <input
          value={text}
          maxLength={TEXT_LENGTH}
          autocomplete="off"
          disabled={!may}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{say.language}</span>
        <select value={language} disabled={!may} onChange={({ currentTarget }) => setLanguage(currentTarget.value)}>
          {Object.entries(LANGUAGES).map(([code, words]) => (
            <option key={code} value={code}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <ListenerField
        label={say.toWhom}
        members={members}
        listener={listener}
        may={may}
        onListener={(one) => setTo(one?.uuid ?? null)}
      />
      <button type="submit" disabled={!may || !text.trim()}>
        {say.sayIt}
      </button>
    </form>
  );
}
