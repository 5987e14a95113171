/** The rooms that somebody can be brought into before a conference runs in them. */

import type { Client } from "../api/client";
import type { Claims } from "../../shared/token";

/** Of more of them a list to choose from is no help: a name is written then. The API's largest page. */
const MOST_ROOMS = 200;

export interface Rooms {
  rooms: readonly { name: string; conference: string }[];
  /** Whether there are no others. */
  areAll: boolean;
}

/** Outside the main domain a room's conference has the domain behind it. */
export const roomOf = (conference: string, domain: string): string =>
  domain && conference.endsWith(`.${domain}`) ? conference.slice(0, -domain.length - 1) : conference;

/** What a token names itself, where the rooms may not be read. */
export function roomsOfToken(claims: Claims | null): Rooms {
  const { conferences, domain } = claims ?? { conferences: ["*"], domain: "" };
  const named = conferences.filter((name) => name !== "*");
  return {
    rooms: named.map((conference) => ({ name: roomOf(conference, domain), conference })),
    areAll: !conferences.includes("*"),
  };
}

export async function readRooms(client: Client): Promise<Rooms> {
  const { items, next } = await client.get("/v1/rooms", { query: { limit: MOST_ROOMS } });
  return { rooms: items, areAll: next === null };
}
