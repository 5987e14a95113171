/** What became of the operator's commands: the latest in a line that is always there, the others when wanted. */

import { outcomeWords } from "./outcome_words";
import { useState } from "preact/hooks";
import { timeInWords } from "../../shared/moments";
import { linesOf, stateInWords, toneOf } from "./outcomes";
import type { Outcome } from "./outcomes";

interface OutcomeItemProps {
  outcome: Outcome;
  /** Who was seen before it and is not any more. */
  lost: string;
  all: boolean;
  onUndo: (() => void) | null;
}

function OutcomeItem({ outcome, lost, all, onUndo }: OutcomeItemProps) {
  const say = outcomeWords();
  const { wish, at, command, refused, isUnanswered } = outcome;
  const tone = lost && toneOf(outcome) === "good" ? "warn" : toneOf(outcome);
  const words = isUnanswered
    ? say.unanswered
    : refused
      ? say.refused
      : command
        ? stateInWords(command.state)
        : say.sent;
  const { told, details } = command ? linesOf(command) : { told: [], details: [] };
  const because = refused && !isUnanswered ? [[refused.title, refused.hint].filter(Boolean).join(". ")] : [];
  const lines = [...(lost ? [say.lost(lost)] : []), ...because, ...told];
  return (
    <li class={tone}>
      <div class="heading">
        <span class={`badge ${tone}`} title={command?.state}>
          {words}
        </span>
        <strong class="cut" dir="auto" title={wish}>
          {wish}
        </strong>
        {!all && lines.length > 0 && (
          <span class="cut quiet" title={lines.join("\n")}>
            {lines.join(", ")}
          </span>
        )}
        <time class="quiet" dateTime={new Date(at).toISOString()}>
          {timeInWords(new Date(at).toISOString())}
        </time>
        {onUndo && (
          <button class="small" type="button" onClick={onUndo}>
            {say.undo}
            <span class="unseen"> {wish}</span>
          </button>
        )}
      </div>
      {all && lines.map((line) => <p key={line}>{line}</p>)}
      {all && details.length > 0 && (
        <details>
          <summary>{say.details}</summary>
          {details.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </details>
      )}
    </li>
  );
}

interface OutcomeListProps {
  outcomes: Outcome[];
  /** Names of who went out of the picture with the latest change of it. */
  lost: string;
  /** Null while nothing can be changed. */
  onUndo: ((outcome: Outcome) => void) | null;
}

export function OutcomeList({ outcomes, lost, onUndo }: OutcomeListProps) {
  const say = outcomeWords();
  const [all, setAll] = useState(false);
  const [latest] = outcomes;
  const lastOfPicture = outcomes.find(({ picture }) => picture);
  const mayUndo = (outcome: Outcome) => {
    const isDone = outcome.command?.state === "confirmed" || outcome.command?.state === "accepted";
    return onUndo && outcome.undo && isDone ? () => onUndo(outcome) : null;
  };
  const shown = all ? outcomes : latest ? [latest] : [];
  return (
    <section class={all ? "outcome-bar open" : "outcome-bar"} aria-labelledby="outcomes">
      <h2 id="outcomes">{say.heading}</h2>
      <div role="log" aria-labelledby="outcomes" tabIndex={outcomes.length ? 0 : undefined}>
        {shown.length > 0 && (
          <ol class="outcomes" reversed>
            {shown.map((outcome) => (
              <OutcomeItem
                key={outcome.key}
                outcome={outcome}
                lost={outcome === lastOfPicture ? lost : ""}
                all={all}
                onUndo={mayUndo(outcome)}
              />
            ))}
          </ol>
        )}
      </div>
      {outcomes.length === 0 && <p class="quiet cut">{say.nothing}</p>}
      {outcomes.length > 0 && (
        <button class="small" type="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? say.latest : say.all(outcomes.length)}
        </button>
      )}
    </section>
  );
}
