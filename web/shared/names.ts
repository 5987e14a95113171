/** What people are called. */

import type { Member } from "freeswitch-functions-client";

export function nameOf({ name, user, number, uuid }: Member): string {
  return name || user || (number === null ? uuid : `caller ${number}`);
}
