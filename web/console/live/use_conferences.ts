/** All conferences: asked for when some begin or end, and told of otherwise. */

import { useEffect, useRef, useState } from "preact/hooks";
import { WRITTEN_MILLISECONDS } from "freeswitch-functions-client";
import type { Conference, Live } from "freeswitch-functions-client";
import type { Words } from "../../shared/notice";
import type { Client } from "../api/client";
import type { ConferenceHead } from "../api/shapes";
import { useAsked } from "../../shared/live/use_asked";

// A connection listens to 50: to these, to what begins and ends, and to one more while another one is chosen. The others'
// counts are as old as the list.
export const MOST_FOLLOWED = 48;

/** The first ones, and the one that is looked at in any case: that one is followed by who shows it. */
export function followedOf(names: readonly string[], shown: string | null): string[] {
  const first = names.slice(0, MOST_FOLLOWED);
  return shown === null || first.includes(shown) ? first : [...first.slice(0, MOST_FOLLOWED - 1), shown];
}

export interface Conferences {
  conferences: ConferenceHead[] | null;
  failure: Words | null;
  /** Names of those whose news are heard. */
  followed: readonly string[];
}

export function useConferences(live: Live, client: Client, shown: string | null): Conferences {
  const [looks, setLooks] = useState(0);
  const [told, setTold] = useState<ReadonlyMap<string, Conference | null>>(new Map());
  const { value, failure } = useAsked(() => client.conferences(), [client, looks], {
    onceMoreMilliseconds: WRITTEN_MILLISECONDS,
  });
  const known = (value ?? []).map(({ name }) => name);
  const followed = followedOf(known, shown);
  const stops = useRef(new Map<string, () => void>());

  useEffect(() => live.watchList(() => setLooks((count) => count + 1)), [live]);

  useEffect(() => {
    // Whoever stays is not asked for anew.
    for (const [name, stop] of stops.current) {
      if (followed.includes(name)) continue;
      stop();
      stops.current.delete(name);
    }
    for (const name of followed) {
      if (stops.current.has(name)) continue;
      const stop = live.watch(name, ({ conference }) => {
        if (conference !== undefined) setTold((before) => new Map(before).set(name, conference));
      });
      stops.current.set(name, stop);
    }
  }, [live, followed.join(" ")]);

  useEffect(
    () => () => {
      for (const stop of stops.current.values()) stop();
      stops.current.clear();
    },
    [live],
  );

  const heads = value?.flatMap((head) => {
    const now = told.get(head.name);
    return now === null ? [] : [now ?? head];
  });
  return { conferences: heads ?? null, failure, followed };
}
