/** What became of the operator's latest commands. */

import { useState } from "preact/hooks";
import { detailsOf, STATE_IN_WORDS, toneOf } from "./outcomes";
import type { Outcome } from "./outcomes";

function OutcomeItem({ outcome }: { outcome: Outcome }) {
  const { wish, at, command, refused } = outcome;
  const words = refused ? "refused" : command ? STATE_IN_WORDS[command.state] : "being sent";
  return (
    <li class={toneOf(outcome)}>
      <div class="heading">
        <strong dir="auto">{wish}</strong>
        <span class={`badge ${toneOf(outcome)}`} title={command?.state}>
          {words}
        </span>
        <time class="quiet" dateTime={new Date(at).toISOString()}>
          {new Date(at).toLocaleTimeString()}
        </time>
      </div>
      {refused && <p>{[refused.title, refused.hint].filter(Boolean).join(". ")}</p>}
      {command && detailsOf(command).map((line) => <p key={line}>{line}</p>)}
    </li>
  );
}

export function OutcomeList({ outcomes }: { outcomes: Outcome[] }) {
  const [all, setAll] = useState(false);
  return (
    <section class={outcomes.length ? "card latest" : "card"} aria-labelledby="outcomes">
      <div class="heading">
        <h2 id="outcomes">What happened</h2>
        {outcomes.length > 1 && (
          <button class="small" type="button" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Only the latest" : `All ${outcomes.length}`}
          </button>
        )}
      </div>
      <div role="log" class={all ? "all" : ""} aria-labelledby="outcomes" tabIndex={outcomes.length ? 0 : undefined}>
        {outcomes.length > 0 && (
          <ol class="outcomes" reversed>
            {outcomes.map((outcome) => (
              <OutcomeItem key={outcome.key} outcome={outcome} />
            ))}
          </ol>
        )}
      </div>
      {outcomes.length === 0 && <p class="quiet">Each command shows here what FreeSWITCH made of it.</p>}
    </section>
  );
}
