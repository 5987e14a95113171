/** What is to be known of a conference before anybody opens it. */

import type { Conference, ConferenceHead } from "../api/shapes";
import { nodeRemark } from "../words/node_states";
import { deskWords } from "../words/desk_words";

export interface ConferenceMark {
  words: string;
  tone: "live" | "warn" | "bad" | "";
}

/** What does not answer, is recorded, on air, waited for, or closed; of one that is not followed only what the list says. */
export function marksOf(conference: ConferenceHead, waiting: number): ConferenceMark[] {
  const { recordings = [], streams = [] } = conference as Partial<Conference>;
  const runs = ({ state }: { state: string }) => state === "live" || state === "interrupted";
  const say = deskWords();
  const away = nodeRemark(conference);
  return [
    ...(away ? [{ words: away, tone: "bad" } as const] : []),
    ...(recordings.some(runs) ? [{ words: "REC", tone: "live" } as const] : []),
    ...(streams.some(runs) ? [{ words: "LIVE", tone: "live" } as const] : []),
    ...(waiting > 0 ? [{ words: say.wait(waiting), tone: "warn" } as const] : []),
    ...(conference.locked ? [{ words: say.locked, tone: "" } as const] : []),
  ];
}

/** The tab's title: what counts first, for a tab shows little of it. */
export const titleOf = (name: string, marks: readonly ConferenceMark[], page: string): string =>
  [...marks.map(({ words }) => words), name, page].join(" · ");
