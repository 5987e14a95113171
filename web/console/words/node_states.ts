/** How far a conference can be seen, in words. */

import { deskWords } from "./desk_words";
import type { Words } from "../../shared/notice";
import { timeInWords } from "../../shared/moments";
import type { ConferenceHead } from "../api/shapes";

/** In a word; nothing where all is well. */
export const nodeRemark = ({ node_state }: ConferenceHead): string =>
  ({ up: "", switch_down: deskWords().outOfReach, lost: deskWords().isLost })[node_state];

/** What to say above what was known last; null where it is what is so now. */
export function nodeWords({ node, node_state, as_of }: ConferenceHead): Words | null {
  if (node_state === "up") return null;
  const say = deskWords();
  const title = node_state === "lost" ? say.nodeLost(node) : say.switchAway(node);
  return { title, hint: say.howItWas(timeInWords(as_of)) };
}

/** @param now in milliseconds since 1970; the node's clock may be a little ahead of the reader's. */
export const secondsAway = ({ as_of }: ConferenceHead, now: number): number =>
  Math.max(0, Math.round((now - Date.parse(as_of)) / 1000));
