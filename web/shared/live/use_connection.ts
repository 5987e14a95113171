/** Whether what is shown is what is: the connection's interruptions, in words. */

import { useEffect, useState } from "preact/hooks";
import type { Live, Problem } from "freeswitch-functions-client";
import type { Words } from "../notice";
import { connectionWords, interrupted, nextWords } from "./connection_words";
import type { Interruption } from "./connection_words";

export interface ConnectionView {
  words: Words | null;
  isLost: boolean;
  /** The token is refused, and there is no other. */
  refused: Problem | null;
}

export function useConnection(live: Live | null): ConnectionView {
  const [found, setFound] = useState<Interruption | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [now, setNow] = useState(Date.now);

  useEffect(
    () =>
      live?.onStatus((status) => {
        const at = Date.now();
        setNow(at);
        setFound((before) => interrupted(before, status, at));
        setRefused(status.name === "refused" ? status.problem : null);
      }),
    [live],
  );

  useEffect(() => {
    const wait = found && nextWords(found, now);
    if (wait === null) return;
    const timer = setTimeout(() => setNow(Date.now()), wait);
    return () => clearTimeout(timer);
  }, [found, now]);

  return { words: found && connectionWords(found, now), isLost: found !== null && found.until === null, refused };
}
