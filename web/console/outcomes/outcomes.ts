/** What became of a command, in words. */

import { outcomeWords } from "./outcome_words";
import { timeInWords } from "../../shared/moments";
import type { Words } from "../../shared/notice";
import { hostOf } from "../words/output_states";
import { reasonInWords } from "../words/reasons";
import type { Command, CommandState, Conference, Evidence } from "../api/shapes";
import type { Wish } from "./use_outcomes";

/** Something the operator asked for: under way, ended, or refused before it became a command. */
export interface Outcome {
  key: number;
  /** Of which conference. */
  conference: string;
  wish: string;
  /** Milliseconds since 1970. */
  at: number;
  command: Command | null;
  refused: Words | null;
  /** No answer came however often it was asked: it may have been done. */
  isUnanswered: boolean;
  /** What was done without a command, or is kept until somebody is there. */
  done: "done" | "kept" | null;
  /** Whether it changes who is seen. */
  picture: boolean;
  /** What takes it back, as the conference is by then. */
  undo: ((now: Conference) => Wish | null) | null;
}

const isDone = ({ done, command }: Outcome): boolean =>
  done !== null || command?.state === "confirmed" || command?.state === "accepted";

/** Whether it can be taken back while that conference is looked at: it would be taken back there. */
export const isUndoable = (outcome: Outcome, shown: string): boolean =>
  outcome.conference === shown && outcome.undo !== null && isDone(outcome);

/** The latest that changed who is seen in a conference. */
export const latestOfPicture = (outcomes: readonly Outcome[], shown: string): Outcome | undefined =>
  outcomes.find(({ conference, picture }) => picture && conference === shown);

export const stateInWords = (state: CommandState | "skipped"): string => outcomeWords().states[state];

export type Tone = "good" | "warn" | "bad" | "open";

export const TONES: Record<CommandState, Tone> = {
  queued: "open",
  running: "open",
  confirmed: "good",
  accepted: "good",
  failed: "bad",
  expired: "warn",
  unknown: "warn",
};

export function toneOf({
  command,
  refused,
  isUnanswered,
  done,
}: Pick<Outcome, "command" | "refused" | "isUnanswered" | "done">): Tone {
  if (isUnanswered) return "warn";
  if (refused) return "bad";
  if (done) return done === "done" ? "good" : "warn";
  return command ? TONES[command.state] : "open";
}

/** How it stands with a wish, in a word or two. */
export function stateOf({ command, refused, isUnanswered, done }: Outcome): string {
  const say = outcomeWords();
  if (isUnanswered) return say.unanswered;
  if (refused) return say.refused;
  if (done) return say[done];
  return command ? stateInWords(command.state) : say.sent;
}

export function evidenceInWords(evidence: Evidence | null | undefined): string {
  if (!evidence) return "";
  const say = outcomeWords();
  const at = evidence.at ? timeInWords(evidence.at) : "";
  if (evidence.kind === "event") return say.seenAsEvent(evidence.event ?? "", at);
  return evidence.kind === "state" ? say.seenInState(at) : say.onlyReply;
}

/** The API leaves the end of a stream's key in its address; here only the host is shown. */
function withoutKeys(reply: string): string {
  return reply.replace(/(rtmps?:\/\/)\S+/gi, (address, scheme: string) => `${scheme}${hostOf(address)}/…`);
}

/** The same step again and again is one line. */
function counted(lines: string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, count]) => (count === 1 ? line : `${count} × ${line}`));
}

export interface Lines {
  /** What an operator needs: why, and how each step ended where there are several. */
  told: string[];
  /** For who wants to know: what shows it, and what the switch said, as it said it. */
  details: string[];
}

/** What there is to say below a command. */
export function linesOf(command: Command): Lines {
  const steps = command.steps.length > 1 ? command.steps : [];
  const told = steps.map((step) => {
    const because = step.reason ? reasonInWords(step.reason) : "";
    return `${step.kind.replaceAll("_", " ")}: ${stateInWords(step.state)}${because ? `, ${because}` : ""}`;
  });
  // Of several, each step has its own.
  const evidence = told.length > 0 ? "" : evidenceInWords(command.evidence ?? command.steps[0]?.evidence);
  const why = command.reason ? outcomeWords().why(reasonInWords(command.reason)) : "";
  const said = [command, ...steps].map(({ detail }) => detail ?? "");
  const reply = command.reply ? outcomeWords().reply(withoutKeys(command.reply.trim())) : "";
  const isWell = toneOf({ command, refused: null, isUnanswered: false, done: null }) === "good";
  const many = counted(told);
  return {
    told: [why, ...(isWell ? [] : many)].filter(Boolean),
    details: [...counted(said.filter(Boolean)), ...(isWell ? many : []), evidence, reply].filter(Boolean),
  };
}
