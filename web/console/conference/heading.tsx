/** Which conference it is, since when and where, and what is to be known of it at a glance. */

import type { Conference } from "../api/shapes";
import { timeInWords } from "../../shared/moments";
import { marksOf } from "../list/marks";
import { Marks } from "../list/marks_row";
import { namesOf } from "../../shared/names";
import { watchingWords } from "../watching/watching_words";
import { deskWords } from "../words/desk_words";

export function Heading({ conference, waiting }: { conference: Conference; waiting: number }) {
  const say = deskWords();
  const { name, member_count, node, started_at, observers } = conference;
  return (
    <div class="heading">
      <h2 id="conference-name" class="cut" title={name}>
        {name}
      </h2>
      <p class="quiet cut">
        {say.on(say.people(member_count), node)}
        {started_at && say.since(timeInWords(started_at))}
        {observers.length > 0 && `, ${watchingWords().watchedBy(namesOf(observers))}`}
      </p>
      <Marks marks={marksOf(conference, waiting)} />
    </div>
  );
}
