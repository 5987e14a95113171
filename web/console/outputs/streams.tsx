/** Streams of a conference: start one, see how they are, stop one. */

import { outputWords } from "../words/output_words";
import { path } from "../api/client";
import {
  aboutStream,
  hostOf,
  inOrder,
  isRunning,
  isStoppable,
  newest,
  streamState,
  toneOf,
} from "../words/output_states";
import type { Conference } from "../api/shapes";
import { StreamForm } from "./stream_form";
import { useNow } from "./use_now";
import type { Send } from "../outcomes/use_outcomes";

interface StreamsProps {
  conference: Conference;
  may: boolean;
  send: Send;
}

export function Streams({ conference, may, send }: StreamsProps) {
  const say = outputWords();
  const { name, streams } = conference;
  const now = useNow(streams.some(isRunning));
  return (
    <section class="outputs" aria-labelledby="streams">
      <h3 id="streams">{say.streams}</h3>
      <ul>
        {newest(inOrder(streams)).map((stream) => (
          <li key={stream.id}>
            <p>
              <span class={`badge ${toneOf(stream)}`}>{streamState(stream)}</span>{" "}
              <span class="quiet">
                {[stream.name, hostOf(stream.url), aboutStream(stream, now)].filter(Boolean).join(", ")}
              </span>
            </p>
            {isStoppable(stream) && (
              <div class="buttons">
                <button
                  type="button"
                  disabled={!may}
                  onClick={() =>
                    void send({
                      words: say.stopsStream(hostOf(stream.url)),
                      method: "DELETE",
                      path: `${path(name)}/streams/${encodeURIComponent(stream.id)}`,
                    })
                  }
                >
                  {say.stop}
                  <span class="unseen">{say.theStreamTo(hostOf(stream.url))}</span>
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <details>
        <summary>{say.startStream}</summary>
        <StreamForm conference={name} may={may} send={send} />
      </details>
    </section>
  );
}
