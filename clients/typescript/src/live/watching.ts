/** Who follows a conference in a page: pure, as the state is. */

import type { Event, Watcher } from "../types.ts";

/** Who does after the event. Of one that ended nothing is told any more; whoever waits for the next is told with it. */
export function watchingAfter(watching: readonly Watcher[], { type, data }: Event): readonly Watcher[] {
  if (type === "conference.started" || type === "conference.ended") return [];
  if (type !== "presence.joined" && type !== "presence.left") return watching;
  const { subject, name = null, since } = data as Partial<Watcher>;
  if (typeof subject !== "string") return watching;
  const others = watching.filter((one) => one.subject !== subject);
  if (type === "presence.left" || typeof since !== "string") return others;
  return [...others, { subject, name, since }].sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
}
