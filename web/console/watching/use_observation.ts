/** The conference's own picture, by a call that is nobody in it; null where it is not watched, or may not be. */

import { useEffect, useState } from "preact/hooks";
import { Observation, Problem } from "freeswitch-functions-client";
import type { Watching } from "freeswitch-functions-client";
import type { Client } from "../api/client";
import { wordsOf } from "../../shared/problem";
import { watchingWords } from "./watching_words";

export interface Observed {
  /** Null until the call stands. */
  picture: MediaStream | null;
  /** Why there is none and will be none: then stills are shown. */
  refused: string | null;
}

const CONNECTING: Observed = { picture: null, refused: null };

/** The servers that this page may call, as it was built or served. */
const servers = () =>
  (document.querySelector<HTMLMetaElement>('meta[name="sip-servers"]')?.content ?? "").split(" ").filter(Boolean);

function after(now: Watching): Observed {
  if (now.name === "connecting") return CONNECTING;
  if (now.name === "watching") return { picture: now.picture, refused: null };
  const { why } = now;
  const say = watchingWords();
  if (why instanceof Problem) return { picture: null, refused: wordsOf(why).title };
  if (why instanceof Error) return { picture: null, refused: why.message };
  return { picture: null, refused: why.step === "talking" ? say.noWay : say.callRefused(why.status ?? null) };
}

/** `isUp`: whether the node is; whoever was refused while it was not asks again when it is. */
export function useObservation(client: Client, conference: string, isOn: boolean, isUp: boolean): Observed | null {
  const [now, setNow] = useState<Observed | null>(null);
  const [asked, setAsked] = useState(0);
  const isRefused = now !== null && now.refused !== null;

  useEffect(() => {
    if (isUp && isRefused) setAsked((before) => before + 1);
    // Only when the node comes back: what is refused while it is there is refused for good.
  }, [isUp]);

  useEffect(() => {
    setNow(isOn ? CONNECTING : null);
    if (!isOn) return;
    let observation: Observation | null = null;
    let current = true;
    const tell = (watching: Watching) => current && setNow(after(watching));
    import("./sip").then(
      (library) => {
        if (current) observation = new Observation({ api: client, conference, library, servers: servers(), tell });
      },
      () => current && setNow({ picture: null, refused: watchingWords().noSip }),
    );
    return () => {
      current = false;
      observation?.stop();
    };
  }, [client, conference, isOn, asked]);

  return now;
}
