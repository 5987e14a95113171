/** A conference that runs: its picture and the show, its people, and what happened. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Live } from "freeswitch-functions-client";
import { Notice } from "../../shared/notice";
import type { Client } from "../api/client";
import { Controls } from "./controls";
import { Heading } from "./heading";
import { MemberTable } from "../people/member_table";
import { NodeBar } from "./node_bar";
import { WaitingList } from "../people/waiting_list";
import { OutcomeList } from "../outcomes/outcome_list";
import type { Conference, Member, WaitingPerson } from "../api/shapes";
import { ShowBar } from "../show/show_bar";
import { Stage } from "../picture/stage";
import { TakingPart } from "../taking_part/taking_part";
import { deskWords } from "../words/desk_words";
import { nameOf } from "../../shared/names";
import { allowsMember, allowsOne, NEEDS } from "../../shared/rights";
import type { MemberAct } from "../../shared/rights";
import { allows } from "../../shared/token";
import type { Ability, Claims } from "../../shared/token";
import { drawn, WRITTEN_MILLISECONDS } from "freeswitch-functions-client";
import { useAsked } from "../../shared/live/use_asked";
import type { AskedFor } from "../../shared/live/use_asked";
import type { ConferenceNow } from "../live/use_conference";
import { useNewcomers } from "../picture/use_newcomers";
import { useLayoutNames } from "../picture/layouts/use_layout_names";
import { useMovers } from "../moving/use_movers";
import { useDrag } from "../picture/use_drag";
import { useLost } from "../picture/use_lost";
import { useShowsFloor } from "../picture/layouts/use_shows_floor";
import type { Outcomes, Send } from "../outcomes/use_outcomes";

interface RunningConferenceProps extends Omit<Outcomes, "send"> {
  send: Send;
  name: string;
  client: Client;
  live: Live;
  claims: Claims | null;
  now: ConferenceNow & { conference: Conference };
  waiting: AskedFor<readonly WaitingPerson[]>;
}

export function RunningConference(props: RunningConferenceProps) {
  const { name, client, live, claims, now, waiting, outcomes, undo } = props;
  const { conference, watching, failure, showNews, ends } = now;
  const { choice, choose, send } = useNewcomers(client, name, showNews, props.send);
  const say = deskWords();
  const names = useLayoutNames(client);
  const [layout, setLayout] = useState<string | null>(null);
  const showsFloor = useShowsFloor(client, layout);
  const picture = drawn(conference, showsFloor);
  const { value: canvas } = useAsked(() => client.canvas(name), [client, name, picture], {
    onceMoreMilliseconds: WRITTEN_MILLISECONDS,
  });
  useEffect(() => setLayout(canvas?.layout ?? null), [canvas]);
  const [pickedUuid, setPicked] = useState<string | null>(null);
  const before = useRef<HTMLElement | null>(null);
  const { lost, dismiss } = useLost(canvas, conference.members);
  const lostNames = lost.map(nameOf).join(", ");

  const isKnown = conference.node_state === "up";
  // The API refuses every change meanwhile; the bar says it in words.
  const may = (ability: Ability) => isKnown && allows(claims, ability);
  const mayControl = may("control");
  const mayDo = (act: MemberAct) => isKnown && allowsMember(claims, act);
  const picked = (mayControl && conference.members.find(({ uuid }) => uuid === pickedUuid)) || null;
  const movers = useMovers(live, name, picked?.uuid ?? null);
  const pick = (member: Member | null) => {
    // The keyboard goes back to where it came from.
    if (member) before.current = document.activeElement as HTMLElement | null;
    else if (picked) before.current?.focus();
    setPicked(member?.uuid ?? null);
  };
  const dropped = useRef<((member: Member, image: number | null) => void) | null>(null);
  const drag = useDrag({ onPick: pick, onDrop: (member, image) => dropped.current?.(member, image) });
  return (
    <main id="main" tabIndex={-1}>
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
          <Heading
            conference={conference}
            waiting={waiting.value?.length ?? 0}
            mayLock={isKnown && allowsOne(claims, NEEDS.update_conference.locked)}
            send={send}
          />
          <Stage
            client={client}
            live={live}
            conference={conference}
            picture={picture}
            canvas={canvas}
            names={names}
            picked={picked}
            may={mayControl}
            mayObserve={allows(claims, "observe")}
            movers={movers}
            send={send}
            onPick={pick}
            drag={drag}
            dropped={dropped}
          />
          <ShowBar client={client} conference={conference} names={names} news={showNews} may={mayControl} send={send} />
          <Controls
            client={client}
            conference={conference}
            canvas={canvas}
            names={names}
            claims={claims}
            may={may}
            isKnown={isKnown}
            newcomers={choice}
            onNewcomers={choose}
            send={send}
          />
        </section>
        <div class="beside">
          <WaitingList name={name} asked={waiting} may={may("host") || mayControl} send={send} />
          <MemberTable
            client={client}
            conference={conference}
            canvas={canvas}
            picked={picked}
            isKnown={isKnown}
            may={mayDo}
            send={send}
            onPick={pick}
            onPress={(member, event) => mayControl && drag.begin(member, event)}
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
        client={client}
        name={name}
        claims={claims}
        outcomes={outcomes}
        ends={ends}
        lost={lostNames}
        onUndo={isKnown ? (outcome) => undo(outcome, conference) : null}
      />
    </main>
  );
}
