/** What people are called. */

import type { Member } from "freeswitch-functions-client";
import { sharedWords } from "./language/shared_words";

export function nameOf({ name, user, number, uuid }: Member): string {
  return name || user || (number === null ? uuid : sharedWords().caller(number));
}

/** Who watches, in one line. */
export const namesOf = (observers: readonly { uuid: string; name: string | null }[]): string =>
  observers.map(({ name, uuid }) => name ?? uuid).join(", ");
