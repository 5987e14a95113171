/** What everybody has done: one's own wishes, what others' commands came to, and what was before the page was opened. */

import type { Schemas } from "freeswitch-functions-client";
import type { CommandEnd } from "../live/command_ends";
import { reasonInWords } from "../words/reasons";
import type { CommandState } from "../api/shapes";
import { kindInWords } from "./kind_words";
import { outcomeWords } from "./outcome_words";
import { linesOf, stateOf, TONES, toneOf } from "./outcomes";
import type { Lines, Outcome, Tone } from "./outcomes";

export interface LogLine {
  key: string;
  /** Of its command; empty where there is none. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The `sub` of who did it; null: a rule of the room, or a moderator's key. */
  who: string | null;
  words: string;
  state: string;
  tone: Tone;
  lines: Lines;
  /** Of one's own, which may be taken back. */
  outcome: Outcome | null;
}

type Entry = Schemas["AuditEntry"];

// Taken again and again where the picture is looked at; one that failed is told.
const NOISE = "take_still";

export function ownLine(outcome: Outcome, who: string): LogLine {
  const { command, refused, isUnanswered, wish, at } = outcome;
  const because = refused && !isUnanswered ? [[refused.title, refused.hint].filter(Boolean).join(". ")] : [];
  const { told, details } = command ? linesOf(command) : { told: [], details: [] };
  return {
    ...{ key: `own ${outcome.key}`, id: command?.id ?? "", at, who, words: wish, outcome },
    ...{ state: stateOf(outcome), tone: toneOf(outcome), lines: { told: [...because, ...told], details } },
  };
}

function ended(state: string): { state: string; tone: Tone } {
  const { states } = outcomeWords();
  if (!Object.hasOwn(states, state)) return { state: state.replaceAll("_", " "), tone: "open" };
  return { state: states[state as CommandState], tone: TONES[state as CommandState] };
}

const because = (reason: string | null): string[] => (reason ? [outcomeWords().why(reasonInWords(reason))] : []);

export function lineOfEnd({ id, kind, state, reason, at, by, rule, about }: CommandEnd): LogLine {
  const words = [kindInWords(kind), about, rule && outcomeWords().byRule].filter(Boolean).join(": ");
  return {
    ...{ key: id, id, at, who: by, words, outcome: null, ...ended(state) },
    lines: { told: because(reason), details: [] },
  };
}

/** Of the audit: of a command its end counts, where that is known, and who asked for it. */
export function linesOfAudit(entries: readonly Entry[]): LogLine[] {
  const whose = new Map(entries.flatMap(({ command, subject }) => (command && subject ? [[command, subject]] : [])));
  const seen = new Set<string>();
  const { results } = outcomeWords();
  return entries.flatMap((entry): LogLine[] => {
    const { id, at, operation, kinds, subject, pseudonym, command, about, object, reason, result } = entry;
    // The newest first: its end comes before its beginning.
    if (command !== null && seen.has(command)) return [];
    if (command !== null) seen.add(command);
    const kind = kinds.length === 1 ? (kinds[0] ?? operation) : operation;
    const end =
      result === "done" || result === "begun" || result === "refused"
        ? { state: results[result], tone: result === "refused" ? ("bad" as const) : ("good" as const) }
        : ended(result);
    const words = [kindInWords(kind), about ?? object].filter(Boolean).join(": ");
    return [
      {
        ...{ key: id, id: command ?? "", at: Date.parse(at), words, outcome: null, ...end },
        who: (command === null ? undefined : whose.get(command)) ?? subject ?? pseudonym,
        lines: { told: because(reason), details: [] },
      },
    ];
  });
}

/** Each command once, as it is told best, the newest first. */
export function together(own: LogLine[], others: LogLine[], earlier: LogLine[]): LogLine[] {
  const known = new Set<string>();
  const all = [...own, ...others, ...earlier].filter(({ id, words, tone }) => {
    if (words === kindInWords(NOISE) && tone === "good") return false;
    if (id === "") return true;
    const isNew = !known.has(id);
    known.add(id);
    return isNew;
  });
  return all.sort((one, other) => other.at - one.at);
}

export interface LogFilter {
  /** Null: everybody's. */
  who: string | null;
  words: string;
  onlyTrouble: boolean;
}

export function filtered(lines: readonly LogLine[], { who, words, onlyTrouble }: LogFilter): LogLine[] {
  const wanted = words.trim().toLowerCase();
  return lines.filter(
    (line) =>
      (who === null || line.who === who) &&
      (!onlyTrouble || line.tone === "bad" || line.tone === "warn") &&
      [line.words, line.state, ...line.lines.told].some((text) => text.toLowerCase().includes(wanted)),
  );
}
