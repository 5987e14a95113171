/** Whose hands are up, the longest first, and lowering them. */

import { takingPartWords } from "./taking_part_words";
import { handsUp } from "freeswitch-functions-client";
import type { Hand, Live } from "freeswitch-functions-client";
import { momentInWords } from "../../shared/moments";
import { Notice } from "../../shared/notice";
import { useDoing } from "../../shared/taking_part/use_doing";
import type { Conference } from "../api/shapes";

interface HandListProps {
  live: Live;
  conference: Conference;
  may: boolean;
}

const keyOf = ({ whose }: Hand): string => ("uuid" in whose ? whose.uuid : `page ${whose.subject}`);
const calledOf = ({ whose, name }: Hand): string => name ?? ("uuid" in whose ? whose.uuid : whose.subject);

export function HandList({ live, conference, may }: HandListProps) {
  const { isBusy, failure, run } = useDoing();
  const say = takingPartWords();
  const up = handsUp(conference);
  const lower = (hands: Hand[]) =>
    void run(() => Promise.all(hands.map(({ whose }) => live.hand(conference.name, false, whose))));

  return (
    <section class="card hands" aria-labelledby="hands">
      <div class="heading">
        <h2 id="hands">{say.hands(up.length)}</h2>
        {up.length > 1 && (
          <button class="small" type="button" disabled={!may || isBusy} onClick={() => lower(up)}>
            {say.lowerAll}
          </button>
        )}
      </div>
      {failure && <Notice words={{ ...failure, title: say.notLowered(failure.title) }} />}
      {up.length === 0 && <p class="quiet">{say.noHand}</p>}
      <ol class="names">
        {up.map((hand) => (
          <li key={keyOf(hand)}>
            <bdi>{calledOf(hand)}</bdi>
            <span class="quiet">
              {"subject" in hand.whose && say.inPage}
              {say.since}
              <time dateTime={hand.raised_at}>{momentInWords(hand.raised_at)}</time>
            </span>
            <button class="small" type="button" disabled={!may || isBusy} onClick={() => lower([hand])}>
              {say.lower}
              <span class="unseen">{say.theHandOf(calledOf(hand))}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
