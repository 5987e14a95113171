/** What became of a command, in words. */

import type { Words } from "../shared/notice";
import type { Command, CommandState, Evidence } from "./shapes";

/** Something the operator asked for: under way, ended, or refused before it became a command. */
export interface Outcome {
  key: number;
  wish: string;
  command: Command | null;
  refused: Words | null;
}

export const STATE_IN_WORDS: Record<CommandState | "skipped", string> = {
  queued: "waiting for the node",
  running: "being carried out",
  confirmed: "done, and seen",
  accepted: "the switch said yes",
  failed: "failed",
  expired: "too late, not carried out",
  unknown: "nobody knows whether it happened",
  skipped: "not tried",
};

export type Tone = "good" | "warn" | "bad" | "open";

const TONES: Record<CommandState, Tone> = {
  queued: "open",
  running: "open",
  confirmed: "good",
  accepted: "good",
  failed: "bad",
  expired: "warn",
  unknown: "warn",
};

export function toneOf({ command, refused }: Outcome): Tone {
  if (refused) return "bad";
  return command ? TONES[command.state] : "open";
}

export function evidenceInWords(evidence: Evidence | null | undefined): string {
  if (!evidence) return "";
  const at = evidence.at ? ` at ${new Date(evidence.at).toLocaleTimeString()}` : "";
  if (evidence.kind === "event") return `Seen as event ${evidence.event ?? ""}${at}`;
  if (evidence.kind === "state") return `Seen in the conference's state${at}`;
  return "The switch shows nothing but its reply";
}

/** The lines below a command: why, what shows it, and what the switch said. */
export function detailsOf(command: Command): string[] {
  const why = [command.reason, command.detail].filter(Boolean).join(": ");
  const steps = (command.steps ?? []).length > 1 ? (command.steps ?? []) : [];
  const told = steps.map(({ kind, state, reason }) => {
    return `${kind.replaceAll("_", " ")}: ${STATE_IN_WORDS[state]}${reason ? ` (${reason})` : ""}`;
  });
  const evidence = evidenceInWords(command.evidence ?? command.steps?.[0]?.evidence);
  const reply = command.reply ? `Reply: ${command.reply.trim()}` : "";
  return [why && `Reason: ${why}`, ...told, evidence, reply].filter(Boolean);
}
