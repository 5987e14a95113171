/** Moments as people read them. */

import { locale } from "./language/language";

export const timeInWords = (rfc3339: string): string => new Date(rfc3339).toLocaleTimeString(locale());

/** With the day where it is not today. */
export function momentInWords(rfc3339: string, now = new Date()): string {
  const moment = new Date(rfc3339);
  return moment.toDateString() === now.toDateString()
    ? moment.toLocaleTimeString(locale())
    : moment.toLocaleString(locale());
}
