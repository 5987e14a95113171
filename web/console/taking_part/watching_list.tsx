/** Who follows the conference in a page: nobody watches unseen. */

import { callsOf } from "freeswitch-functions-client";
import type { Watcher } from "freeswitch-functions-client";
import { momentInWords } from "../../shared/moments";
import type { Conference } from "../api/shapes";

interface WatchingListProps {
  conference: Conference;
  watching: readonly Watcher[];
}

export function WatchingList({ conference, watching }: WatchingListProps) {
  return (
    <section class="card" aria-labelledby="watching">
      <h2 id="watching">{watching.length > 0 ? `In a page (${watching.length})` : "In a page"}</h2>
      {watching.length === 0 && <p class="quiet">Nobody follows the conference in a page.</p>}
      <ul class="names">
        {watching.map(({ subject, name, since }) => (
          <li key={subject}>
            <bdi>{name ?? subject}</bdi>
            <span class="quiet">
              since <time dateTime={since}>{momentInWords(since)}</time>
            </span>
            {callsOf(conference, subject).length > 0 && <span class="badge">in the call, too</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
