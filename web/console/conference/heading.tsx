/** Which conference it is, since when and where, what is to be known of it at a glance, and whether others come in. */

import { path } from "../api/client";
import type { Conference } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";
import { IconButton } from "../../shared/parts/icon_button";
import { timeInWords } from "../../shared/moments";
import { marksOf } from "../list/marks";
import { Marks } from "../list/marks_row";
import { namesOf } from "../../shared/names";
import { watchingWords } from "../watching/watching_words";
import { deskWords } from "../words/desk_words";

interface HeadingProps {
  conference: Conference;
  waiting: number;
  mayLock: boolean;
  send: Send;
}

export function Heading({ conference, waiting, mayLock, send }: HeadingProps) {
  const say = deskWords();
  const { name, member_count, node, started_at, observers, locked } = conference;
  const toggleLock = () =>
    void send({
      words: locked ? say.unlocks(name) : say.locks(name),
      method: "PATCH",
      path: path(name),
      body: { locked: !locked },
    });
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
      <IconButton
        icon="lock"
        words={locked ? say.unlock : say.lock}
        isOn={locked === true}
        disabled={!mayLock}
        onClick={toggleLock}
      />
    </div>
  );
}
