/** Why a call ended: the switch says the same for all of it, the feed tells what it was. */

import type { Watched } from "../live/track.ts";
import { callsOf } from "../live/hands.ts";
import type { CallFailure } from "./shapes.ts";

export type Ending = "removed" | "ended" | "locked" | "full";

const BY_A_HOST = ["kicked", "hung_up_by_command"];

/** Whether the switch has hung up without a reason. */
export const isUnexplained = (failure: CallFailure | null): boolean =>
  failure?.step === "talking" && failure.cause === "Terminated" && !failure.said;

/** Follows what is told of a conference, and says why the call of the token's holder is over. */
export class EndingOf {
  private readonly own = new Set<string>();
  private wasRemoved = false;
  private last: Watched["conference"];

  constructor(private readonly subject: string) {}

  see({ conference, events }: Pick<Watched, "conference" | "events">): void {
    for (const { type, data } of events) {
      if (type !== "member.left") continue;
      const { uuid, cause } = data as { uuid?: string; cause?: string };
      if (uuid !== undefined && this.own.has(uuid)) this.wasRemoved = BY_A_HOST.includes(cause ?? "");
    }
    this.last = conference;
    if (!conference) return;
    for (const { uuid } of callsOf(conference, this.subject)) this.own.add(uuid);
  }

  /** Null while it is not known (yet). */
  get why(): Ending | null {
    if (this.wasRemoved) return "removed";
    if (this.last === null) return "ended";
    if (!this.last || this.own.size > 0) return null;
    // Whoever never was in it was not let in.
    if (this.last.locked) return "locked";
    const most = this.last.max_members ?? 0;
    return most > 0 && this.last.member_count >= most ? "full" : null;
  }
}
