/** All conferences: asked for when some begin or end, and told of otherwise. */

import { useEffect, useState } from "preact/hooks";
import { WRITTEN_MILLISECONDS } from "freeswitch-functions-client";
import type { Conference, Live } from "freeswitch-functions-client";
import type { Words } from "../../shared/notice";
import type { Client } from "../api/client";
import type { ConferenceHead } from "../api/shapes";
import { useAsked } from "../../shared/live/use_asked";

// As many as one connection listens to; the others' counts are as old as the list.
export const MOST_FOLLOWED = 49;

export interface Conferences {
  conferences: ConferenceHead[] | null;
  failure: Words | null;
}

export function useConferences(live: Live, client: Client): Conferences {
  const [looks, setLooks] = useState(0);
  const [told, setTold] = useState<ReadonlyMap<string, Conference | null>>(new Map());
  const { value, failure } = useAsked(() => client.conferences(), [client, looks], {
    onceMoreMilliseconds: WRITTEN_MILLISECONDS,
  });
  const names = (value ?? []).slice(0, MOST_FOLLOWED).map(({ name }) => name);

  useEffect(() => live.watchList(() => setLooks((count) => count + 1)), [live]);

  useEffect(() => {
    const stops = names.map((name) =>
      live.watch(name, ({ conference }) => {
        if (conference !== undefined) setTold((before) => new Map(before).set(name, conference));
      }),
    );
    return () => stops.forEach((stop) => stop());
  }, [live, names.join(" ")]);

  const heads = value?.flatMap((head) => {
    const now = told.get(head.name);
    return now === null ? [] : [now ?? head];
  });
  return { conferences: heads ?? null, failure };
}
