/** A connection for as long as what needs it is shown. */

import { useEffect, useState } from "preact/hooks";
import { Live } from "freeswitch-functions-client";
import type { Api } from "freeswitch-functions-client";

export function useLive(api: Api | null, pingSeconds: number): Live | null {
  const [live, setLive] = useState<Live | null>(null);

  useEffect(() => {
    if (!api) return;
    const opened = new Live(api, { pingSeconds });
    // Whoever looks again wants to see what is.
    const look = () => document.visibilityState === "visible" && opened.check();
    document.addEventListener("visibilitychange", look);
    setLive(opened);
    return () => {
      document.removeEventListener("visibilitychange", look);
      opened.close();
      setLive(null);
    };
  }, [api, pingSeconds]);

  return live;
}
