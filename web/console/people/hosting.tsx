/** What a host does with everybody, and who is kept out. */

import { useState } from "preact/hooks";
import { filled } from "freeswitch-functions-client";
import { path } from "../api/client";
import type { Conference } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";

interface HostingProps {
  conference: Conference;
  may: boolean;
  send: Send;
}

export function Hosting({ conference, may, send }: HostingProps) {
  const { name } = conference;
  const [ending, setEnding] = useState(false);
  const keptOut = conference.standings.filter(({ rank }) => rank === "kept_out");
  const letIn = (person: string, who: string) =>
    void send({
      words: `Let ${who} in again`,
      method: "DELETE",
      path: filled("/v1/conferences/{conference}/kept-out/{person}", { conference: name, person }),
    });
  const end = () => {
    setEnding(false);
    void send({ words: `End ${name} for all`, method: "POST", path: `${path(name)}/end` });
  };
  return (
    <section class="card" aria-label="Hosting">
      <h2>Hosting</h2>
      <div class="buttons">
        <button
          type="button"
          disabled={!may}
          onClick={() =>
            void send({ words: "Mute everybody but the hosts", method: "POST", path: `${path(name)}/mute-all` })
          }
        >
          Mute everybody but the hosts
        </button>
        {ending ? (
          <>
            <button class="danger" type="button" disabled={!may} onClick={end}>
              End it: everybody’s call ends
            </button>
            <button type="button" onClick={() => setEnding(false)}>
              Go on
            </button>
          </>
        ) : (
          <button class="danger" type="button" disabled={!may} onClick={() => setEnding(true)}>
            End for all
          </button>
        )}
      </div>
      {keptOut.length > 0 && (
        <>
          <h3>Kept out until the end</h3>
          <ul class="names">
            {keptOut.map(({ person, name: called }) => (
              <li key={person}>
                <bdi>{called ?? "somebody without a name"}</bdi>
                <button
                  class="small"
                  type="button"
                  disabled={!may}
                  onClick={() => letIn(person, called ?? "somebody without a name")}
                >
                  Let in<span class="unseen"> {called} again</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
