/** What a host does with everybody, and who is kept out. */

import { peopleWords } from "./people_words";
import { useState } from "preact/hooks";
import { filled } from "freeswitch-functions-client";
import { path } from "../api/client";
import type { Conference } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";
import { seldomWords } from "./seldom_words";
import { TextForm } from "./text_form";
import { QuestionDialog } from "./question_dialog";

interface HostingProps {
  conference: Conference;
  may: boolean;
  /** Whether they may say how many come in at most. */
  mayLimit: boolean;
  send: Send;
}

export function Hosting({ conference, may, mayLimit, send }: HostingProps) {
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
  const end = () => void send({ words: say.ends(name), method: "POST", path: `${path(name)}/end` });
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
        <button class="danger" type="button" disabled={!may} onClick={() => setEnding(true)}>
          {say.endForAll}
        </button>
      </div>
      <TextForm
        key={conference.max_members ?? 0}
        label={seldomWords().most}
        text={String(conference.max_members ?? 0)}
        longest={4}
        may={mayLimit}
        button={() => seldomWords().limit}
        ready={(text) => /^\d+$/.test(text) && Number(text) !== (conference.max_members ?? 0)}
        onSubmit={(text) =>
          void send({
            words: seldomWords().limits(Number(text)),
            method: "PATCH",
            path: path(name),
            body: { max_members: Number(text) },
          })
        }
      />
      {ending && (
        <QuestionDialog
          question={say.endSure(name)}
          does={say.endIt}
          may={may}
          onYes={end}
          onClose={() => setEnding(false)}
        />
      )}
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
