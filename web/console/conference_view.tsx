/** One conference: its picture, its people, and what can be done about them. */

import { deskWords } from "./words/desk_words";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Live } from "freeswitch-functions-client";
import { Notice } from "../shared/notice";
import { path } from "./api/client";
import type { Client } from "./api/client";
import { marksOf } from "./conference_list";
import { EndedConference } from "./ended_conference";
import { Hosting } from "./people/hosting";
import { LayoutForm } from "./picture/layout_form";
import { MemberTable } from "./people/member_table";
import { NodeBar } from "./node_bar";
import { WaitingList } from "./people/waiting_list";
import { OutcomeList } from "./outcomes/outcome_list";
import { Recordings } from "./outputs/recordings";
import type { Member } from "./api/shapes";
import { Sound } from "./sound/sound";
import { Stage } from "./picture/stage";
import { Streams } from "./outputs/streams";
import { TakingPart } from "./taking_part/taking_part";
import { timeInWords } from "../shared/moments";
import { nameOf } from "../shared/names";
import { allowsMember, allowsOne, NEEDS } from "../shared/rights";
import type { MemberAct } from "../shared/rights";
import { allows } from "../shared/token";
import type { Ability, Claims } from "../shared/token";
import { drawn, WRITTEN_MILLISECONDS } from "../shared/live/drawn";
import { useAsked } from "../shared/live/use_asked";
import { useConference } from "./live/use_conference";
import { useLayoutNames } from "./picture/use_layout_names";
import { useLost } from "./picture/use_lost";
import { useShowsFloor } from "./picture/use_shows_floor";
import type { Outcomes } from "./outcomes/use_outcomes";

interface ConferenceViewProps extends Outcomes {
  name: string;
  client: Client;
  live: Live;
  claims: Claims | null;
}

export function ConferenceView({ name, client, live, claims, outcomes, send, undo }: ConferenceViewProps) {
  const { conference, watching, outputNews, doorNews, failure, reason } = useConference(live, client, name);
  const say = deskWords();
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
  const { lost, dismiss } = useLost(canvas, conference?.members ?? []);
  const lostNames = lost.map(nameOf).join(", ");

  if (!conference) {
    return (
      <main>
        <article class="conference ended">
          {failure && <Notice words={failure} tone="warn" />}
          {conference === null ? (
            <>
              <EndedConference
                client={client}
                name={name}
                reason={reason}
                news={outputNews}
                may={allows(claims, "record")}
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
        <OutcomeList outcomes={outcomes} lost="" onUndo={null} />
      </main>
    );
  }
  const toggleLock = () =>
    void send({
      words: conference.locked ? say.unlocks(name) : say.locks(name),
      method: "PATCH",
      path: path(name),
      body: { locked: !conference.locked },
    });
  const isKnown = conference.node_state === "up";
  // The API refuses every change meanwhile; the bar says it in words.
  const may = (ability: Ability) => isKnown && allows(claims, ability);
  const mayControl = may("control");
  const mayDo = (act: MemberAct) => isKnown && allowsMember(claims, act);
  const picked = (mayControl && conference.members.find(({ uuid }) => uuid === pickedUuid)) || null;
  const pick = (member: Member | null) => {
    // The keyboard goes back to where it came from.
    if (member) before.current = document.activeElement as HTMLElement | null;
    else if (picked) before.current?.focus();
    setPicked(member?.uuid ?? null);
  };
  const toHost = mayControl || may("host");
  const started = conference.started_at && say.since(timeInWords(conference.started_at));
  return (
    <main>
      <article
        class="conference"
        aria-labelledby="conference-name"
        onKeyDown={({ key }) => key === "Escape" && picked && pick(null)}
      >
        <div class="notices">
          <NodeBar conference={conference} />
          {failure && <Notice words={failure} tone="warn" />}
          {lost.length > 0 && (
            <div class="notice warn with-act" role="alert">
              <strong>{say.fewer(lostNames)}</strong>
              <button class="small" type="button" onClick={dismiss}>
                {say.soBeIt}
              </button>
            </div>
          )}
        </div>
        <section class="card show">
          <div class="heading">
            <h2 id="conference-name" class="cut" title={name}>
              {name}
            </h2>
            <p class="quiet cut">
              {say.on(say.people(conference.member_count), conference.node)}
              {started}
            </p>
            <span class="marks">
              {marksOf(conference).map((mark) => (
                <span key={mark} class={mark === say.locked ? "badge" : "badge live"}>
                  {mark}
                </span>
              ))}
            </span>
          </div>
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
              disabled={!isKnown || !allowsOne(claims, NEEDS.update_conference.locked)}
              onClick={toggleLock}
            >
              {conference.locked ? say.unlock : say.lock}
            </button>
            <Recordings client={client} conference={conference} may={may("record")} send={send} />
            <Streams conference={conference} may={may("stream")} send={send} />
            <Sound conference={conference} may={mayControl} send={send} />
            <Hosting conference={conference} may={toHost} send={send} />
          </div>
        </section>
        <div class="beside">
          <WaitingList name={name} asked={waiting} may={mayLetIn && isKnown} send={send} />
          <MemberTable
            conference={conference}
            canvas={canvas}
            picked={picked}
            isKnown={isKnown}
            may={mayDo}
            send={send}
            onPick={pick}
          />
          <TakingPart
            client={client}
            live={live}
            claims={claims}
            conference={conference}
            watching={watching}
            mayShow={mayDo("banner")}
            send={send}
          />
        </div>
      </article>
      <OutcomeList
        outcomes={outcomes}
        lost={lostNames}
        onUndo={isKnown ? (outcome) => undo(outcome, conference) : null}
      />
    </main>
  );
}
