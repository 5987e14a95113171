/** Recordings of a conference: start one, see how they are; those of its earlier meetings too. */

import { useState } from "preact/hooks";
import { path } from "../api/client";
import type { Client } from "../api/client";
import { inOrder, newest } from "../words/output_states";
import { RecordingList } from "./recording_list";
import type { Conference, Recording } from "../api/shapes";
import { useAsked } from "../live/use_asked";
import type { Send } from "../outcomes/use_outcomes";

const FORMATS = { mp4: "mp4 video", mkv: "mkv video", wav: "wav, sound only" };

interface RecordingsProps {
  client: Client;
  conference: Conference;
  may: boolean;
  send: Send;
}

export function Recordings({ client, conference, may, send }: RecordingsProps) {
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
      <h3 id="recordings">Recordings</h3>
      <form
        class="with-button"
        onSubmit={(event) => {
          event.preventDefault();
          const where = `${path(name)}/recordings`;
          void send({ words: `Record as ${format}`, method: "POST", path: where, body: { format } });
        }}
      >
        <select
          aria-label="Format of the recording"
          value={format}
          disabled={!may}
          onChange={({ currentTarget }) => setFormat(currentTarget.value)}
        >
          {Object.entries(FORMATS).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <button type="submit" disabled={!may}>
          Record
        </button>
      </form>
      {list(shown)}
      {earlier.length > 0 && (
        <details>
          <summary>Earlier recordings ({earlier.length})</summary>
          {list(earlier)}
        </details>
      )}
    </section>
  );
}
