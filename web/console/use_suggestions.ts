/** Layouts and slots to choose from, asked again when the layout changes; empty where the server has none. */

import { useEffect, useState } from "preact/hooks";
import { path } from "./client";
import type { Client } from "./client";
import { layoutNames, slotNames } from "./suggestions";

export interface Suggestions {
  layouts: string[];
  slots: string[];
}

export function useSuggestions(client: Client, conference: string, layout: string | null): Suggestions {
  const [layouts, setLayouts] = useState<string[]>([]);
  const [slots, setSlots] = useState<string[]>([]);

  useEffect(() => {
    // Suggestions only spare typing: without them the fields work all the same, so a failure is not shown.
    const look = (where: string) => client.optional(where).catch(() => null);
    let current = true;
    void look("/v1/layouts").then((answer) => current && setLayouts(layoutNames(answer)));
    void look(`${path(conference)}/canvas`).then((answer) => current && setSlots(slotNames(answer)));
    return () => {
      current = false;
    };
  }, [client, conference, layout]);

  return { layouts, slots };
}
