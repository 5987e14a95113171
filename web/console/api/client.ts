/** The client of the HTTP API, and the addresses that this page's wishes go to. */

import { filled } from "freeswitch-functions-client";

export type { Api as Client } from "freeswitch-functions-client";

export type Method = "POST" | "PATCH" | "PUT" | "DELETE";

export function path(conference: string): string {
  return filled("/v1/conferences/{conference}", { conference });
}

export function memberPath(conference: string, member: string): string {
  return filled("/v1/conferences/{conference}/members/{member}", { conference, member });
}
