/** The saved scenes and the cue list of a conference, asked for again when somebody may have changed them. */

import { useEffect, useState } from "preact/hooks";
import { filled } from "freeswitch-functions-client";
import type { Client } from "../api/client";
import type { CueList, Scene } from "../api/shapes";
import { useAsked } from "../../shared/live/use_asked";
import { readAhead } from "./scenes";

export interface Show {
  scenes: readonly Scene[];
  /** Null where there is no list. */
  cues: CueList | null;
  /** After a change of one's own. */
  look: () => void;
}

const NONE: readonly Scene[] = [];

/** `news` is another value when somebody has shown something. */
export function useShow(client: Client, name: string, news: number): Show {
  const [looks, setLooks] = useState(0);
  const { value } = useAsked(async () => {
    const where = filled("/v1/conferences/{conference}/cues", { conference: name });
    const [{ items }, cues] = await Promise.all([
      client.get("/v1/conferences/{conference}/scenes", { path: { conference: name } }),
      client.optional(where) as Promise<CueList | null>,
    ]);
    return { scenes: items, cues };
  }, [client, name, news, looks]);

  useEffect(() => {
    // Nothing tells that another one has saved a scene; whoever looks again wants to see it.
    const look = () => document.visibilityState === "visible" && setLooks((count) => count + 1);
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);

  useEffect(() => readAhead(client, value?.scenes ?? NONE), [client, value]);

  return { scenes: value?.scenes ?? NONE, cues: value?.cues ?? null, look: () => setLooks((count) => count + 1) };
}
