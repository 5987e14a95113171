/** How many wait at the door of each conference: asked for once each, and again when something is told of a door. */

import { useEffect, useState } from "preact/hooks";
import type { Live } from "freeswitch-functions-client";
import type { Client } from "../api/client";

// Of more than these the number is known once somebody comes to their door.
const MOST_ASKED = 12;

export function useWaiting(
  live: Live,
  client: Client,
  names: readonly string[],
  may: boolean,
): ReadonlyMap<string, number> {
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map());
  const key = names.join(" ");

  useEffect(() => {
    if (!may) return;
    let current = true;
    const look = (name: string) => {
      client.waiting(name).then(
        (people) => current && setCounts((before) => new Map(before).set(name, people.length)),
        // Whoever opens it is told why.
        () => current && setCounts((before) => new Map([...before].filter(([known]) => known !== name))),
      );
    };
    names.slice(0, MOST_ASKED).forEach(look);
    const stops = names.map((name) =>
      live.watch(name, ({ events }) => {
        if (events.some(({ type }) => type.startsWith("waiting."))) look(name);
      }),
    );
    return () => {
      current = false;
      stops.forEach((stop) => stop());
    };
  }, [live, client, key, may]);

  return counts;
}
