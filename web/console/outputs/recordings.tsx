/** Recordings of a conference: start one, see how they are; those of its earlier meetings too. */

import { outputWords } from "../words/output_words";
import { useState } from "preact/hooks";
import { path } from "../api/client";
import type { Client } from "../api/client";
import { inOrder, newest } from "../words/output_states";
import { RecordingList } from "./recording_list";
import type { Conference, Recording } from "../api/shapes";
import { useAsked } from "../../shared/live/use_asked";
import type { Send } from "../outcomes/use_outcomes";

interface RecordingsProps {
  client: Client;
  conference: Conference;
  may: boolean;
  send: Send;
}

export function Recordings({ client, conference, may, send }: RecordingsProps) {
  const say = outputWords();
  const [format, setFormat] = useState("mp4");
  const { name } = conference;
  const told = conference.recordings.map(({ id, state }) => `${id} ${state}`).join(", ");
  const { value } = useAsked(() => client.recordings(name), [client, name, told]);
  const shown = newest(inOrder(conference.recordings));
  const ids = shown.map(({ id }) => id);
  const earlier = inOrder(value ?? conference.recordings).filter(({ id }) => !ids.includes(id));

  const list = (recordings: Recording[]) => (
    <RecordingList client={client} conference={name} recordings={recordings} may={may} send={send} />
  );

  return (
    <section class="outputs" aria-labelledby="recordings">
      <h3 id="recordings">{say.recordings}</h3>
      <form
        class="with-button"
        onSubmit={(event) => {
          event.preventDefault();
          const where = `${path(name)}/recordings`;
          void send({ words: say.recordAs(format), method: "POST", path: where, body: { format } });
        }}
      >
        <select
          aria-label={say.format}
          value={format}
          disabled={!may}
          onChange={({ currentTarget }) => setFormat(currentTarget.value)}
        >
          {Object.entries(say.formats).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <button type="submit" disabled={!may}>
          {say.record}
        </button>
      </form>
      {list(shown)}
      {earlier.length > 0 && (
        <details>
          <summary>{say.earlier(earlier.length)}</summary>
          {list(earlier)}
        </details>
      )}
    </section>
  );
}
