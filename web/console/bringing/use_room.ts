/** The room of a conference and the numbers that telephones dial, for who may read them. */

import type { Schemas } from "freeswitch-functions-client";
import type { Client } from "../api/client";
import { useAsked } from "../../shared/live/use_asked";

const MOST_PAGES = 20;

interface RoomNow {
  room: Schemas["RoomView"] | null;
  numbers: readonly Schemas["DialInNumber"][];
}

const NONE: RoomNow = { room: null, numbers: [] };

async function roomOf(client: Client, conference: string): Promise<Schemas["RoomView"] | null> {
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query: Record<string, string> = cursor === null ? {} : { cursor };
    const found: Schemas["RoomList"] = await client.get("/v1/rooms", { query });
    const room = found.items.find((one) => one.conference === conference);
    if (room) return room;
    cursor = found.next;
    if (cursor === null) break;
  }
  return null;
}

export function useRoom(client: Client, conference: string, may: boolean): RoomNow {
  const { value } = useAsked(async () => {
    if (!may) return NONE;
    const room = await roomOf(client, conference);
    return { room, numbers: room?.dial_in ? (await client.get("/v1/dial-in-numbers", {})).items : [] };
  }, [client, conference, may]);
  return value ?? NONE;
}
