/** What was done before the page was opened, asked for when somebody wants to see it: the audit, or the conference's feed. */

import type { Client } from "../api/client";
import { endsIn } from "../live/command_ends";
import { eventsOf } from "../live/read_events";
import { useAsked } from "../../shared/live/use_asked";
import type { AskedFor } from "../../shared/live/use_asked";
import type { Claims } from "../../shared/token";
import { lineOfEnd, linesOfAudit } from "./log";
import type { LogLine } from "./log";

const MOST_ENTRIES = 200;

export function useEarlier(
  client: Client,
  name: string,
  claims: Claims | null,
  isOpen: boolean,
): AskedFor<readonly LogLine[]> {
  // Who administers the domain reads the audit, which has more: refusals, and what is no command.
  const readsAudit = claims?.can.includes("admin") ?? false;
  return useAsked(async (): Promise<readonly LogLine[]> => {
    if (!isOpen) return [];
    if (!readsAudit) return endsIn(await eventsOf(client, name), null).map(lineOfEnd);
    const { items } = await client.get("/v1/audit", { query: { conference: name, limit: MOST_ENTRIES } });
    return linesOfAudit(items);
  }, [client, name, readsAudit, isOpen]);
}
