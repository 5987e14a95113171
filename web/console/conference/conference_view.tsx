/** One conference: while it runs everything that can be done about it, afterwards what is left of it. */

import { useCallback } from "preact/hooks";
import { deskWords } from "../words/desk_words";
import type { Live } from "freeswitch-functions-client";
import { Notice } from "../../shared/notice";
import type { Client } from "../api/client";
import { EndedConference } from "./ended_conference";
import { RunningConference } from "./running_conference";
import { WaitingList } from "../people/waiting_list";
import { OutcomeList } from "../outcomes/outcome_list";
import { allows } from "../../shared/token";
import type { Claims } from "../../shared/token";
import { WRITTEN_MILLISECONDS } from "freeswitch-functions-client";
import { useAsked } from "../../shared/live/use_asked";
import { useConference } from "../live/use_conference";
import type { Outcomes, Send } from "../outcomes/use_outcomes";

interface ConferenceViewProps extends Outcomes {
  name: string;
  client: Client;
  live: Live;
  claims: Claims | null;
}

export function ConferenceView(props: ConferenceViewProps) {
  const { name, client, live, claims, outcomes } = props;
  const send = useCallback<Send>((wish) => props.send(name, wish), [props.send, name]);
  const now = useConference(live, client, name);
  const { conference, outputNews, doorNews, ends, failure, reason } = now;
  const say = deskWords();
  const mayLetIn = allows(claims, "host") || allows(claims, "control");
  const waiting = useAsked(
    () => (mayLetIn ? client.waiting(name) : Promise.resolve([])),
    [client, name, mayLetIn, doorNews, conference === null],
    { onceMoreMilliseconds: WRITTEN_MILLISECONDS },
  );

  if (conference) return <RunningConference {...props} send={send} now={{ ...now, conference }} waiting={waiting} />;
  return (
    <main id="main" tabIndex={-1}>
      <article class="conference ended">
        {failure && <Notice words={failure} tone="warn" />}
        {conference === null ? (
          <>
            <EndedConference
              client={client}
              name={name}
              reason={reason}
              news={outputNews}
              claims={claims}
              send={send}
            />
            <WaitingList name={name} asked={waiting} may={mayLetIn} send={send} />
          </>
        ) : (
          !failure && (
            <section class="card">
              <p>{say.opening(name)}</p>
            </section>
          )
        )}
      </article>
      <OutcomeList client={client} name={name} claims={claims} outcomes={outcomes} ends={ends} lost="" onUndo={null} />
    </main>
  );
}
