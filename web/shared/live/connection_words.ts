/** How the connection is, in words: said once for each interruption, and once when it is over. */

import type { Status } from "freeswitch-functions-client";
import { sharedWords } from "../language/shared_words";
import type { Words } from "../notice";
import { timeInWords } from "../moments";

/** Shorter ones nobody needs to hear of: every connection is replaced after two hours. */
export const SHORT_MILLISECONDS = 1_500;
/** How long it is said that it is over. */
export const SAID_MILLISECONDS = 10_000;

/** An interruption: when it began, and when it was over; milliseconds since 1970. */
export interface Interruption {
  since: number;
  until: number | null;
  isOffline: boolean;
}

/** What the next status makes of it; null: all is well and nothing is to be said. */
export function interrupted(before: Interruption | null, { name }: Status, now: number): Interruption | null {
  if (name === "closed" || name === "refused") return null;
  if (name !== "live") {
    const since = before?.until === null ? before.since : now;
    return { since, until: null, isOffline: name === "offline" };
  }
  return before?.until === null && now - before.since >= SHORT_MILLISECONDS ? { ...before, until: now } : null;
}

/** When what is said changes by itself; null: not before the next status. */
export function nextWords({ since, until }: Interruption, now: number): number | null {
  const at = until === null ? since + SHORT_MILLISECONDS : until + SAID_MILLISECONDS;
  return at > now ? at - now : null;
}

export function connectionWords({ since, until, isOffline }: Interruption, now: number): Words | null {
  const say = sharedWords().connection;
  const from = timeInWords(new Date(since).toISOString());
  if (until !== null) {
    if (now - until >= SAID_MILLISECONDS) return null;
    return { title: say.again, hint: say.everythingSince(from) };
  }
  if (now - since < SHORT_MILLISECONDS) return null;
  return { title: isOffline ? say.offline : say.none, hint: say.howItWas(from) };
}
