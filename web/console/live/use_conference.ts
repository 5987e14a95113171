/** One conference, as its feed tells it. */

import { useEffect, useState } from "preact/hooks";
import { Problem } from "freeswitch-functions-client";
import type { Conference, Live, Watched, Watcher } from "freeswitch-functions-client";
import type { Words } from "../../shared/notice";
import type { Client } from "../api/client";
import { wordsOf } from "../../shared/problem";
import { endsIn } from "./command_ends";
import type { CommandEnd } from "./command_ends";

const SETS_A_PICTURE = "apply_stage";
const MOST_ENDS = 200;

export interface ConferenceNow {
  /** Null where it has ended; undefined before the first answer. */
  conference: Conference | null | undefined;
  /** Who follows it in a page. */
  watching: readonly Watcher[];
  /** Counts what is told of its outputs: one that ended may still be processing them. */
  outputNews: number;
  /** Counts what is told of who waits to be let in. */
  doorNews: number;
  /** Counts the pictures that somebody has set by a scene, a cue or a stage. */
  showNews: number;
  /** What everybody's commands came to, the newest first: those that were told since the page looks at it. */
  ends: readonly CommandEnd[];
  failure: Words | null;
  /** Of one that has ended: the API's word for why, where nobody saw its end. */
  reason: string;
}

const NOTHING: ConferenceNow = {
  conference: undefined,
  watching: [],
  outputNews: 0,
  doorNews: 0,
  showNews: 0,
  ends: [],
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

function after(before: ConferenceNow, watched: Watched): ConferenceNow {
  const { conference, watching, events, problem } = watched;
  const news = events.filter(({ type }) => type === "recording.changed" || type === "stream.changed").length;
  const atTheDoor = events.filter(({ type }) => type.startsWith("waiting.")).length;
  const ended = endsIn(events, conference ?? before.conference ?? null);
  const shown = ended.filter(({ kind }) => kind === SETS_A_PICTURE).length;
  const goesOn = conference !== null;
  return {
    conference,
    watching,
    outputNews: before.outputNews + news,
    doorNews: before.doorNews + atTheDoor,
    showNews: before.showNews + shown,
    ends: ended.length > 0 ? [...ended, ...before.ends].slice(0, MOST_ENDS) : before.ends,
    failure: problem ? wordsOf(problem) : goesOn ? null : before.failure,
    reason: goesOn ? "" : before.reason,
  };
}
