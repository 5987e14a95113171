/** A red bar over what a node told last that does not answer, with how long ago that is. */

import { roughlyInWords } from "../words/amounts";
import { deskWords } from "../words/desk_words";
import { useNow } from "../outputs/use_now";
import { nodeWords, secondsAway } from "../words/node_states";
import type { ConferenceHead } from "../api/shapes";

export function NodeBar({ conference }: { conference: ConferenceHead }) {
  const now = useNow(conference.node_state !== "up");
  const words = nodeWords(conference);
  if (!words) return null;
  return (
    <div class="node-bar" role="alert">
      <strong>{words.title}</strong>
      {/* Not said again with every second. */}
      <span aria-hidden="true">{deskWords().forSoLong(roughlyInWords(secondsAway(conference, now)))}</span>.{" "}
      {words.hint}
    </div>
  );
}
