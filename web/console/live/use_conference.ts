/** One conference, as its feed tells it. */

import { useEffect, useState } from "preact/hooks";
import { Problem } from "freeswitch-functions-client";
import type { Conference, Live, Watched, Watcher } from "freeswitch-functions-client";
import type { Words } from "../../shared/notice";
import type { Client } from "../api/client";
import { wordsOf } from "../../shared/problem";

export interface ConferenceNow {
  /** Null where it has ended; undefined before the first answer. */
  conference: Conference | null | undefined;
  /** Who follows it in a page. */
  watching: readonly Watcher[];
  /** Counts what is told of its outputs: one that ended may still be processing them. */
  outputNews: number;
  /** Counts what is told of who waits to be let in. */
  doorNews: number;
  failure: Words | null;
  /** Of one that has ended: the API's word for why, where nobody saw its end. */
  reason: string;
}

const NOTHING: ConferenceNow = {
  conference: undefined,
  watching: [],
  outputNews: 0,
  doorNews: 0,
  failure: null,
  reason: "",
};

export function useConference(live: Live, client: Client, name: string): ConferenceNow {
  const [now, setNow] = useState(NOTHING);
  const ended = now.conference === null;

  useEffect(() => {
    setNow(NOTHING);
    return live.watch(name, (watched) => setNow((before) => after(before, watched)));
  }, [live, name]);

  useEffect(() => {
    if (!ended) return;
    let current = true;
    // Only the API knows why.
    client.conference(name).catch((error: unknown) => {
      if (!current) return;
      const problem = error instanceof Problem ? error : null;
      const gone = problem?.status === 410;
      setNow((before) => ({ ...before, reason: gone ? problem.reason : "", failure: gone ? null : wordsOf(error) }));
    });
    return () => {
      current = false;
    };
  }, [ended, client, name]);

  return now;
}

function after(before: ConferenceNow, { conference, watching, events, problem }: Watched): ConferenceNow {
  const news = events.filter(({ type }) => type === "recording.changed" || type === "stream.changed").length;
  const atTheDoor = events.filter(({ type }) => type.startsWith("waiting.")).length;
  const goesOn = conference !== null;
  return {
    conference,
    watching,
    outputNews: before.outputNews + news,
    doorNews: before.doorNews + atTheDoor,
    failure: problem ? wordsOf(problem) : goesOn ? null : before.failure,
    reason: goesOn ? "" : before.reason,
  };
}
