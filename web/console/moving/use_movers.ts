/** Who else is just moving whom, and that this page is: told over the live connection, and over by itself. */

import { useEffect, useState } from "preact/hooks";
import type { Live, Mover } from "freeswitch-functions-client";

/** `picked`: whom this page has in hand, by their call. */
export function useMovers(live: Live, conference: string, picked: string | null): readonly Mover[] {
  const [movers, setMovers] = useState<readonly Mover[]>([]);

  useEffect(() => live.movers.watch(conference, setMovers), [live, conference]);
  useEffect(() => {
    if (picked === null) return;
    live.movers.move(conference, picked);
    return () => live.movers.move(conference, null);
  }, [live, conference, picked]);

  return movers;
}
