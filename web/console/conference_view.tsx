/** One conference: its picture, its people, and what can be done about them. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Live } from "freeswitch-functions-client";
import { Notice } from "../shared/notice";
import { path } from "./api/client";
import type { Client } from "./api/client";
import { people } from "./conference_list";
import { EndedConference } from "./ended_conference";
import { Hosting } from "./people/hosting";
import { LayoutForm } from "./picture/layout_form";
import { MemberTable } from "./people/member_table";
import { WaitingList } from "./people/waiting_list";
import { nodeWords } from "./words/node_states";
import { OutcomeList } from "./outcomes/outcome_list";
import { Recordings } from "./outputs/recordings";
import type { Member } from "./api/shapes";
import { Sound } from "./sound/sound";
import { Stage } from "./picture/stage";
import { Streams } from "./outputs/streams";
import { TakingPart } from "./taking_part/taking_part";
import { allowsMember, allowsOne, NEEDS } from "../shared/rights";
import type { MemberAct } from "../shared/rights";
import { allows } from "../shared/token";
import type { Ability, Claims } from "../shared/token";
import { drawn, WRITTEN_MILLISECONDS } from "./live/drawn";
import { useAsked } from "./live/use_asked";
import { useConference } from "./live/use_conference";
import { useLayoutNames } from "./picture/use_layout_names";
import { useShowsFloor } from "./picture/use_shows_floor";
import { useOutcomes } from "./outcomes/use_outcomes";

interface ConferenceViewProps {
  name: string;
  client: Client;
  live: Live;
  claims: Claims | null;
}

export function ConferenceView({ name, client, live, claims }: ConferenceViewProps) {
  const { conference, watching, outputNews, doorNews, failure, reason } = useConference(live, client, name);
  // What was refused may be so because of the node.
  const { outcomes, send } = useOutcomes(client, () => live.check());
  const names = useLayoutNames(client);
  const [layout, setLayout] = useState<string | null>(null);
  const showsFloor = useShowsFloor(client, layout);
  const picture = conference ? drawn(conference, showsFloor) : "";
  const { value: canvas } = useAsked(
    () => (picture ? client.canvas(name) : Promise.resolve(null)),
    [client, name, picture],
    { onceMoreMilliseconds: WRITTEN_MILLISECONDS },
  );
  useEffect(() => setLayout(canvas?.layout ?? null), [canvas]);
  const mayLetIn = allows(claims, "host") || allows(claims, "control");
  const waiting = useAsked(
    () => (mayLetIn ? client.waiting(name) : Promise.resolve([])),
    [client, name, mayLetIn, doorNews, conference === null],
    { onceMoreMilliseconds: WRITTEN_MILLISECONDS },
  );
  const [pickedUuid, setPicked] = useState<string | null>(null);
  const before = useRef<HTMLElement | null>(null);

  if (conference === null) {
    return (
      <article class="conference">
        {failure && <Notice words={failure} tone="warn" />}
        <EndedConference
          client={client}
          name={name}
          reason={reason}
          news={outputNews}
          may={allows(claims, "record")}
          send={send}
        />
        <WaitingList name={name} asked={waiting} may={mayLetIn} send={send} />
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
  const mayDo = (act: MemberAct) => away === null && allowsMember(claims, act);
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
            live={live}
            conference={conference}
            picture={picture}
            canvas={canvas}
            names={names}
            picked={picked}
            may={mayControl}
            send={send}
            onPick={pick}
          />
          <div class="controls">
            <LayoutForm conference={conference} canvas={canvas} names={names} may={mayControl} send={send} />
            <button
              type="button"
              disabled={away !== null || !allowsOne(claims, NEEDS.update_conference.locked)}
              onClick={toggleLock}
            >
              {conference.locked ? "Unlock: let people in" : "Lock: nobody else comes in"}
            </button>
            <Recordings client={client} conference={conference} may={may("record")} send={send} />
            <Streams conference={conference} may={may("stream")} send={send} />
            <Sound conference={conference} may={mayControl} send={send} />
          </div>
        </div>
      </section>
      <WaitingList name={name} asked={waiting} may={mayLetIn && away === null} send={send} />
      <MemberTable conference={conference} canvas={canvas} picked={picked} may={mayDo} send={send} onPick={pick} />
      <Hosting conference={conference} may={mayControl || may("host")} send={send} />
      <TakingPart
        client={client}
        live={live}
        claims={claims}
        conference={conference}
        watching={watching}
        mayShow={mayDo("banner")}
        send={send}
      />
      <OutcomeList outcomes={outcomes} />
    </article>
  );
}
