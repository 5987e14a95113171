/** What became of everybody's commands, as a conference's events tell it. */

import type { Conference, Event } from "freeswitch-functions-client";
import { nameOf } from "../../shared/names";

export interface CommandEnd {
  id: string;
  kind: string;
  state: string;
  reason: string | null;
  /** Milliseconds since 1970. */
  at: number;
  /** The `sub` of whose token it was; null: a rule of the room, or a moderator's key. */
  by: string | null;
  rule: string | null;
  /** Whom it was about, by their call; null: nobody, or several. */
  member: string | null;
  /** The same by name; null: nobody, several, or somebody who has left since. */
  about: string | null;
}

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** The newest first; names are of those who are there. */
export function endsIn(events: readonly Event[], conference: Conference | null): CommandEnd[] {
  const ends = events.filter(({ type }) => type === "command.finished");
  return ends
    .map(({ at, data }): CommandEnd => {
      const member = conference?.members.find(({ uuid }) => uuid === data.member);
      return {
        id: text(data.id) ?? "",
        kind: text(data.kind) ?? "",
        state: text(data.state) ?? "unknown",
        reason: text(data.reason),
        at: Date.parse(at),
        by: text(data.by),
        rule: text(data.rule),
        member: text(data.member),
        about: member ? nameOf(member) : null,
      };
    })
    .reverse();
}
