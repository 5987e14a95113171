/** Recordings of a conference: start one, see how they are, stop one. */

import { useState } from "preact/hooks";
import { path } from "./client";
import type { Conference, Output } from "./shapes";
import type { Send } from "./use_outcomes";

const FORMATS = { mp4: "mp4 video", mkv: "mkv video", wav: "wav, sound only" };
const STOPPABLE: Output["state"][] = ["starting", "live", "interrupted"];

interface RecordingsProps {
  conference: Conference;
  may: boolean;
  send: Send;
}

export function Recordings({ conference, may, send }: RecordingsProps) {
  const [format, setFormat] = useState("mp4");
  const where = `${path(conference.name)}/recordings`;
  return (
    <div class="recordings">
      <form
        class="with-button"
        onSubmit={(event) => {
          event.preventDefault();
          void send({ words: `Record as ${format}`, method: "POST", path: where, body: { format } });
        }}
      >
        <div class="field">
          <label for="format">Recording</label>
          <select
            id="format"
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
        </div>
        <button type="submit" disabled={!may}>
          Start
        </button>
      </form>
      <ul>
        {conference.recordings.map(({ id, state, reason }) => (
          <li key={id}>
            <span>
              <span class={`badge ${state === "live" ? "live" : ""}`}>{state}</span>{" "}
              <span class="quiet">{reason ?? id}</span>
            </span>
            {STOPPABLE.includes(state) && (
              <button
                type="button"
                disabled={!may}
                onClick={() =>
                  void send({
                    words: "Stop the recording",
                    method: "DELETE",
                    path: `${where}/${encodeURIComponent(id)}`,
                  })
                }
              >
                Stop<span class="unseen"> recording {id}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
