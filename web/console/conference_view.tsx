/** One conference: its picture, its people, and what can be done about them. */

import { useCallback, useRef, useState } from "preact/hooks";
import { Notice } from "../shared/notice";
import { path } from "./api/client";
import type { Client } from "./api/client";
import { people } from "./conference_list";
import { EndedConference } from "./ended_conference";
import { LayoutForm } from "./picture/layout_form";
import { MemberTable } from "./people/member_table";
import { nodeWords } from "./words/node_states";
import { OutcomeList } from "./outcomes/outcome_list";
import { Recordings } from "./outputs/recordings";
import type { Member } from "./api/shapes";
import { Sound } from "./sound/sound";
import { Stage } from "./picture/stage";
import { Streams } from "./outputs/streams";
import { allows } from "./api/token";
import type { Ability, Claims } from "./api/token";
import { useBeside } from "./polling/use_beside";
import { useLayoutNames } from "./picture/use_layout_names";
import { useOutcomes } from "./outcomes/use_outcomes";
import { usePolled } from "./polling/use_polled";

interface ConferenceViewProps {
  name: string;
  client: Client;
  claims: Claims | null;
}

// HTTP's word for what was there.
const ENDED = 410;

export function ConferenceView({ name, client, claims }: ConferenceViewProps) {
  const ask = useCallback(() => client.conference(name), [client, name]);
  const { value: conference, failure, status, reason, refresh } = usePolled(ask);
  const { outcomes, send } = useOutcomes(client, refresh);
  const names = useLayoutNames(client);
  const { value: canvas } = useBeside(
    useCallback(() => client.canvas(name), [client, name]),
    conference,
  );
  const [pickedUuid, setPicked] = useState<string | null>(null);
  const before = useRef<HTMLElement | null>(null);

  if (status === ENDED) {
    return (
      <article class="conference">
        <EndedConference client={client} name={name} reason={reason} may={allows(claims, "record")} send={send} />
        {outcomes.length > 0 && <OutcomeList outcomes={outcomes} />}
      </article>
    );
  }
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
  const away = nodeWords(conference);
  // The API refuses every change meanwhile; `away` says it in words.
  const may = (ability: Ability) => away === null && allows(claims, ability);
  const mayControl = may("control");
  const picked = (mayControl && conference.members.find(({ uuid }) => uuid === pickedUuid)) || null;
  const pick = (member: Member | null) => {
    // The keyboard goes back to where it came from.
    if (member) before.current = document.activeElement as HTMLElement | null;
    else if (picked) before.current?.focus();
    setPicked(member?.uuid ?? null);
  };
  return (
    <article
      class="conference"
      aria-labelledby="conference-name"
      onKeyDown={({ key }) => key === "Escape" && picked && pick(null)}
    >
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
        {away && <Notice words={away} tone="warn" />}
        <div class="picture-and-controls">
          <Stage
            client={client}
            conference={conference}
            canvas={canvas}
            names={names}
            picked={picked}
            may={mayControl}
            send={send}
            onPick={pick}
          />
          <div class="controls">
            <LayoutForm conference={conference} canvas={canvas} names={names} may={mayControl} send={send} />
            <button type="button" disabled={!mayControl} onClick={toggleLock}>
              {conference.locked ? "Unlock: let people in" : "Lock: nobody else comes in"}
            </button>
            <Recordings client={client} conference={conference} may={may("record")} send={send} />
            <Streams conference={conference} may={may("stream")} send={send} />
            <Sound conference={conference} may={mayControl} send={send} />
          </div>
        </div>
      </section>
      <MemberTable conference={conference} canvas={canvas} picked={picked} may={mayControl} send={send} onPick={pick} />
      <OutcomeList outcomes={outcomes} />
    </article>
  );
}
