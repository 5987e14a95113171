/** One recording: its state, and pausing, stopping or downloading it. */

import { outputWords } from "../words/output_words";
import { useState } from "preact/hooks";
import { path } from "../api/client";
import type { Client } from "../api/client";
import { download } from "./downloads";
import { aboutRecording, isStoppable, recordingState, toneOf } from "../words/output_states";
import { wordsOf } from "../../shared/problem";
import type { Recording } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";

interface RecordingItemProps {
  client: Client;
  conference: string;
  recording: Recording;
  now: number;
  may: boolean;
  send: Send;
}

export function RecordingItem({ client, conference, recording, now, may, send }: RecordingItemProps) {
  const say = outputWords();
  const [trouble, setTrouble] = useState("");
  const [fetching, setFetching] = useState(false);
  const { id, state, paused } = recording;
  const where = `${path(conference)}/recordings/${encodeURIComponent(id)}`;
  const about = aboutRecording(recording, now);
  const pausable = state === "live";

  async function fetchFile(): Promise<void> {
    setFetching(true);
    try {
      const found = await download(client, conference, recording);
      setTrouble(found ? "" : say.onNode);
    } catch (error) {
      setTrouble(wordsOf(error).title);
    }
    setFetching(false);
  }

  return (
    <li>
      <p>
        <span class={`badge ${toneOf(recording)}`}>{recordingState(recording)}</span>{" "}
        <span class="quiet">{[recording.name, recording.format, about].filter(Boolean).join(", ")}</span>
      </p>
      {trouble && <p role="alert">{trouble}</p>}
      <div class="buttons">
        {pausable && (
          <button
            type="button"
            disabled={!may}
            onClick={() => {
              const words = paused ? say.goesOn : say.pauses;
              void send({ words, method: "PATCH", path: where, body: { paused: !paused } });
            }}
          >
            {paused ? say.goOn : say.pause}
            <span class="unseen">{say.withRecording}</span>
          </button>
        )}
        {isStoppable(recording) && (
          <button
            type="button"
            disabled={!may}
            onClick={() => void send({ words: say.stopsRecording, method: "DELETE", path: where })}
          >
            {say.stop}
            <span class="unseen">{say.theRecording}</span>
          </button>
        )}
        {state === "ready" && (
          <button type="button" disabled={fetching} onClick={() => void fetchFile()}>
            {fetching ? say.downloading : say.download}
            <span class="unseen">{say.theRecordingOf(about)}</span>
          </button>
        )}
      </div>
    </li>
  );
}
