/** Whose place in the picture is somebody else's business, so that no page gives them one by itself. */

import type { Watched } from "freeswitch-functions-client";
import type { Member } from "../api/shapes";

// Whom these leave out is not told: whoever is there then has been thought of.
const OF_EVERYBODY: readonly unknown[] = ["apply_stage", "scene"];
const OF_ONE = "set_slot";
// Nothing came of it.
const NOT_DONE: readonly unknown[] = ["failed", "expired"];

/**
 * Whom this page gives no place: whoever was there when it began to look, has ever had a place, or was there when a scene
 * or a hand arranged the picture. Once in it, for good: somebody who is not seen is told of and seated by a click, but
 * whoever is put on air against somebody's wish is on air.
 */
export function settledAfter(
  before: ReadonlySet<string>,
  known: readonly Member[] | null,
  { conference, events, anew }: Pick<Watched, "conference" | "events" | "anew">,
): ReadonlySet<string> {
  const members = conference?.members ?? [];
  // What was not told one by one may have been anything.
  if (anew || known === null) return new Set([...before, ...[...(known ?? []), ...members].map(({ uuid }) => uuid)]);
  const present = new Set<unknown>(known.map(({ uuid }) => uuid));
  const settled: unknown[] = members.filter(({ slot }) => slot !== null).map(({ uuid }) => uuid);
  for (const { type, data } of events) {
    if (type === "member.joined") present.add((data.member as Partial<Member> | undefined)?.uuid);
    if (type !== "command.finished") continue;
    if (OF_EVERYBODY.includes(data.kind)) settled.push(...present);
    if (data.kind === OF_ONE && !NOT_DONE.includes(data.state)) settled.push(data.member);
  }
  return new Set([...before, ...settled.filter((uuid) => typeof uuid === "string")]);
}
