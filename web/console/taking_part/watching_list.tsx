/** Who follows the conference in a page: nobody watches unseen. */

import { takingPartWords } from "./taking_part_words";
import { watchingWords } from "../watching/watching_words";
import { callsOf } from "freeswitch-functions-client";
import type { Watcher } from "freeswitch-functions-client";
import { momentInWords } from "../../shared/moments";
import type { Conference } from "../api/shapes";

interface WatchingListProps {
  conference: Conference;
  watching: readonly Watcher[];
}

export function WatchingList({ conference, watching }: WatchingListProps) {
  const say = takingPartWords();
  return (
    <section class="card" aria-labelledby="watching">
      <h2 id="watching">{say.watching(watching.length + conference.observers.length)}</h2>
      {watching.length === 0 && conference.observers.length === 0 && <p class="quiet">{say.nobodyWatches}</p>}
      <ul class="names">
        {watching.map(({ subject, name, since }) => (
          <li key={subject}>
            <bdi>{name ?? subject}</bdi>
            <span class="quiet">
              {say.since}
              <time dateTime={since}>{momentInWords(since)}</time>
            </span>
            {callsOf(conference, subject).length > 0 && <span class="badge">{say.inCall}</span>}
          </li>
        ))}
        {conference.observers.map(({ uuid, name, since }) => (
          <li key={uuid}>
            <bdi>{name ?? uuid}</bdi>
            {since && (
              <span class="quiet">
                {say.since}
                <time dateTime={since}>{momentInWords(since)}</time>
              </span>
            )}
            <span class="badge warn">{watchingWords().watches}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
