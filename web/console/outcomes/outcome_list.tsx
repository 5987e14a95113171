/** What happened: one's own latest wish in a line that is always there, and everybody's in a drawer. */

import { outcomeWords } from "./outcome_words";
import { useState } from "preact/hooks";
import { useKeys } from "../keys/use_keys";
import { timeInWords } from "../../shared/moments";
import type { Claims } from "../../shared/token";
import type { Client } from "../api/client";
import type { CommandEnd } from "../live/command_ends";
import { LogFilterForm } from "./log_filter_form";
import { filtered, lineOfEnd, ownLine, together } from "./log";
import type { LogLine } from "./log";
import { isUndoable, latestOfPicture } from "./outcomes";
import type { Outcome } from "./outcomes";
import { useEarlier } from "./use_earlier";

interface LineItemProps {
  line: LogLine;
  /** Who was seen before it and is not any more. */
  lost: string;
  all: boolean;
  onUndo: (() => void) | null;
}

function LineItem({ line, lost, all, onUndo }: LineItemProps) {
  const say = outcomeWords();
  const { words, state, at, who, lines, outcome } = line;
  const tone = lost && line.tone === "good" ? "warn" : line.tone;
  const told = [...(lost ? [say.lost(lost)] : []), ...lines.told];
  const when = new Date(at).toISOString();
  return (
    <li class={tone}>
      <div class="heading">
        <span class={`badge ${tone}`} title={outcome?.command?.state}>
          {state}
        </span>
        <strong class="cut" dir="auto" title={words}>
          {words}
        </strong>
        {all && (
          <bdi class="cut quiet who-did" title={who ?? undefined}>
            {who}
          </bdi>
        )}
        {!all && told.length > 0 && (
          <span class="cut quiet" title={told.join("\n")}>
            {told.join(", ")}
          </span>
        )}
        <time class="quiet" dateTime={when}>
          {timeInWords(when)}
        </time>
        {onUndo && (
          <button class="small" type="button" onClick={onUndo}>
            {say.undo}
            <span class="unseen"> {words}</span>
          </button>
        )}
      </div>
      {all && told.map((one) => <p key={one}>{one}</p>)}
      {all && lines.details.length > 0 && (
        <details>
          <summary>{say.details}</summary>
          {lines.details.map((one) => (
            <p key={one}>{one}</p>
          ))}
        </details>
      )}
    </li>
  );
}

interface OutcomeListProps {
  client: Client;
  /** The conference that is looked at. */
  name: string;
  claims: Claims | null;
  outcomes: Outcome[];
  /** What everybody's commands came to since the page looks at it. */
  ends: readonly CommandEnd[];
  /** Names of who went out of the picture with the latest change of it. */
  lost: string;
  /** Null while nothing can be changed. */
  onUndo: ((outcome: Outcome) => void) | null;
}

export function OutcomeList({ client, name, claims, outcomes, ends, lost, onUndo }: OutcomeListProps) {
  const say = outcomeWords();
  const [all, setAll] = useState(false);
  const [filter, setFilter] = useState({ who: null as string | null, words: "", onlyTrouble: false });
  const earlier = useEarlier(client, name, claims, all);
  const own = outcomes.map((outcome) => ownLine(outcome, claims?.sub ?? ""));
  const lines = together(own, ends.map(lineOfEnd), [...(earlier.value ?? [])]);
  const lastOfPicture = latestOfPicture(outcomes, name);
  const mayUndo = (outcome: Outcome | null) =>
    onUndo && outcome && isUndoable(outcome, name) ? () => onUndo(outcome) : null;
  const undoable = outcomes.find((outcome) => mayUndo(outcome));
  useKeys({ log: () => setAll(!all), undo: () => undoable && mayUndo(undoable)?.() });
  const shown = all ? filtered(lines, filter) : own.slice(0, 1);
  const people = [...new Set(lines.flatMap(({ who }) => (who ? [who] : [])))].sort();
  return (
    <section class={all ? "outcome-bar open" : "outcome-bar"} aria-labelledby="outcomes">
      <h2 id="outcomes">{say.heading}</h2>
      <div class="drawer">
        {all && <LogFilterForm filter={filter} people={people} onFilter={setFilter} />}
        {all && earlier.failure && <p class="quiet">{say.notKnownBefore(earlier.failure.title)}</p>}
        <div role="log" aria-labelledby="outcomes" tabIndex={shown.length ? 0 : undefined}>
          {shown.length > 0 && (
            <ol class="outcomes" reversed>
              {shown.map((line) => (
                <LineItem
                  key={line.key}
                  line={line}
                  lost={line.outcome !== null && line.outcome === lastOfPicture ? lost : ""}
                  all={all}
                  onUndo={mayUndo(line.outcome)}
                />
              ))}
            </ol>
          )}
        </div>
        {shown.length === 0 && <p class="quiet cut">{all && lines.length > 0 ? say.noneLikeThat : say.nothing}</p>}
      </div>
      <button class="small" type="button" aria-expanded={all} aria-keyshortcuts="o" onClick={() => setAll(!all)}>
        {all ? say.latest : say.all(lines.length)}
      </button>
    </section>
  );
}
