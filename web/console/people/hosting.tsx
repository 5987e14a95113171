/** What a host does with everybody, and who is kept out. */

import { peopleWords } from "./people_words";
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
  const say = peopleWords();
  const { name } = conference;
  const [ending, setEnding] = useState(false);
  const keptOut = conference.standings.filter(({ rank }) => rank === "kept_out");
  const letIn = (person: string, who: string) =>
    void send({
      words: say.letsIn(who),
      method: "DELETE",
      path: filled("/v1/conferences/{conference}/kept-out/{person}", { conference: name, person }),
    });
  const end = () => {
    setEnding(false);
    void send({ words: say.ends(name), method: "POST", path: `${path(name)}/end` });
  };
  return (
    <section class="card" aria-label={say.hosting}>
      <h2>{say.hosting}</h2>
      <div class="buttons">
        <button
          type="button"
          disabled={!may}
          onClick={() => void send({ words: say.muteAll, method: "POST", path: `${path(name)}/mute-all` })}
        >
          {say.muteAll}
        </button>
        {ending ? (
          <>
            <button class="danger" type="button" disabled={!may} onClick={end}>
              {say.endIt}
            </button>
            <button type="button" onClick={() => setEnding(false)}>
              {say.goOn}
            </button>
          </>
        ) : (
          <button class="danger" type="button" disabled={!may} onClick={() => setEnding(true)}>
            {say.endForAll}
          </button>
        )}
      </div>
      {keptOut.length > 0 && (
        <>
          <h3>{say.keptOut}</h3>
          <ul class="names">
            {keptOut.map(({ person, name: called }) => (
              <li key={person}>
                <bdi>{called ?? say.nameless}</bdi>
                <button
                  class="small"
                  type="button"
                  disabled={!may}
                  onClick={() => letIn(person, called ?? say.nameless)}
                >
                  {say.letIn}
                  <span class="unseen">{say.again(called ?? say.nameless)}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
