/** How far a conference can be seen, in words. */

import type { Words } from "../../shared/notice";
import { timeInWords } from "../../shared/moments";
import type { ConferenceHead } from "../api/shapes";

/** Behind the node's name; nothing where all is well. */
export const nodeRemark = ({ node_state }: ConferenceHead): string =>
  ({ up: "", switch_down: ", out of reach", lost: ", lost" })[node_state];

/** What to say above what was known last; null where it is what is so now. */
export function nodeWords({ node, node_state, as_of }: ConferenceHead): Words | null {
  if (node_state === "up") return null;
  const title = node_state === "lost" ? `The node ${node} is lost` : `FreeSWITCH on ${node} cannot be reached`;
  return { title, hint: `This is how it was at ${timeInWords(as_of)}. Nothing can be changed until it is back.` };
}

/** @param now in milliseconds since 1970; the node's clock may be a little ahead of the reader's. */
export const secondsAway = ({ as_of }: ConferenceHead, now: number): number =>
  Math.max(0, Math.round((now - Date.parse(as_of)) / 1000));
