/** What has happened in a conference so far: its feed from the oldest on, page by page. */

import type { Event } from "freeswitch-functions-client";
import type { Client } from "../api/client";

const PAGE = 200;
// A long day: who wants more asks the API for past meetings.
const MOST_PAGES = 50;

/** Of 48 hours at most, other meetings of the name too, the oldest first. @throws Problem */
export async function eventsOf(client: Pick<Client, "get">, conference: string): Promise<Event[]> {
  const all: Event[] = [];
  let after = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, gap } = await client.get("/v1/conferences/{conference}/events", {
      path: { conference },
      query: { after, limit: PAGE },
    });
    all.push(...items);
    const last = items.at(-1)?.seq ?? gap?.to;
    if (last === undefined || last <= after) break;
    after = last;
  }
  return all;
}
