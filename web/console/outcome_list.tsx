/** What became of the operator's latest commands. */

import { detailsOf, STATE_IN_WORDS, toneOf } from "./outcomes";
import type { Outcome } from "./outcomes";

function OutcomeItem({ outcome }: { outcome: Outcome }) {
  const { wish, command, refused } = outcome;
  const words = refused ? "refused" : command ? STATE_IN_WORDS[command.state] : "being sent";
  return (
    <li class={toneOf(outcome)}>
      <div class="heading">
        <strong>{wish}</strong>
        <span class={`badge ${toneOf(outcome)}`} title={command?.state}>
          {words}
        </span>
      </div>
      {refused && <p>{[refused.title, refused.hint].filter(Boolean).join(". ")}</p>}
      {command && detailsOf(command).map((line) => <p key={line}>{line}</p>)}
    </li>
  );
}

export function OutcomeList({ outcomes }: { outcomes: Outcome[] }) {
  return (
    <section class={outcomes.length ? "card latest" : "card"} aria-labelledby="outcomes">
      <h2 id="outcomes">What happened</h2>
      <div role="log" aria-labelledby="outcomes" tabIndex={outcomes.length ? 0 : undefined}>
        {outcomes.length > 0 && (
          <ol class="outcomes" reversed>
            {outcomes.map((outcome) => (
              <OutcomeItem key={outcome.key} outcome={outcome} />
            ))}
          </ol>
        )}
      </div>
      {outcomes.length === 0 && <p class="quiet">Each command shows here what the switch made of it.</p>}
    </section>
  );
}
