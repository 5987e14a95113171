/** One conference: its picture, its people, and what can be done about them. */

import { useCallback } from "preact/hooks";
import { Notice } from "../shared/notice";
import { path } from "./client";
import type { Client } from "./client";
import { people } from "./conference_list";
import { LayoutForm } from "./layout_form";
import { MemberTable } from "./member_table";
import { OutcomeList } from "./outcome_list";
import { Picture } from "./picture";
import { Recordings } from "./recordings";
import { allows } from "./token";
import type { Claims } from "./token";
import { useOutcomes } from "./use_outcomes";
import { usePolled } from "./use_polled";
import { useSuggestions } from "./use_suggestions";

interface ConferenceViewProps {
  name: string;
  client: Client;
  claims: Claims | null;
}

export function ConferenceView({ name, client, claims }: ConferenceViewProps) {
  const ask = useCallback(() => client.conference(name), [client, name]);
  const { value: conference, failure, refresh } = usePolled(ask);
  const { outcomes, send } = useOutcomes(client, refresh);
  const suggestions = useSuggestions(client, name, conference?.layout ?? null);
  const mayControl = allows(claims, "control");

  if (!conference) {
    return <section class="card">{failure ? <Notice words={failure} tone="warn" /> : <p>Opening {name} …</p>}</section>;
  }
  const toggleLock = () =>
    void send({
      words: conference.locked ? `Unlock ${name}` : `Lock ${name}`,
      method: "PATCH",
      path: path(name),
      body: { locked: !conference.locked },
    });
  return (
    <article class="conference" aria-labelledby="conference-name">
      <section class="card">
        <div class="heading">
          <h2 id="conference-name">{name}</h2>
          <p class="quiet">
            {people(conference.member_count)} on {conference.node}
            {conference.started_at && `, since ${new Date(conference.started_at).toLocaleTimeString()}`}
            {conference.locked && ", locked"}
          </p>
        </div>
        {failure && <Notice words={failure} tone="warn" />}
        <div class="picture-and-controls">
          <Picture client={client} conference={conference} />
          <div class="controls">
            <LayoutForm conference={conference} layouts={suggestions.layouts} may={mayControl} send={send} />
            <Recordings conference={conference} may={allows(claims, "record")} send={send} />
            <button type="button" disabled={!mayControl} onClick={toggleLock}>
              {conference.locked ? "Unlock: let people in" : "Lock: nobody else comes in"}
            </button>
          </div>
        </div>
      </section>
      <MemberTable conference={conference} slots={suggestions.slots} may={mayControl} send={send} />
      <OutcomeList outcomes={outcomes} />
    </article>
  );
}
