/** Who waits to be let in, the longest first: let in, or not. */

import { peopleWords } from "./people_words";
import { useState } from "preact/hooks";
import { filled } from "freeswitch-functions-client";
import { momentInWords } from "../../shared/moments";
import { Notice } from "../../shared/notice";
import type { WaitingPerson } from "../api/shapes";
import type { AskedFor } from "../../shared/live/use_asked";
import type { Send } from "../outcomes/use_outcomes";

interface WaitingListProps {
  name: string;
  asked: AskedFor<readonly WaitingPerson[]>;
  may: boolean;
  send: Send;
}

const calledOf = ({ name, invitee, user, uuid }: WaitingPerson): string => invitee ?? name ?? user ?? uuid;

function knownAs({ invitee, user }: WaitingPerson): string {
  if (user) return peopleWords().waiting.user(user);
  return invitee ? peopleWords().waiting.byPin : peopleWords().waiting.unknown;
}

export function WaitingList({ name, asked, may, send }: WaitingListProps) {
  const [words, setWords] = useState("");
  const [isBusy, setBusy] = useState(false);
  const say = peopleWords().waiting;
  const people = asked.value ?? [];
  // Who is known to wait is shown until more is known; that the server does not answer is said once, elsewhere.
  const failure = asked.value === null ? asked.failure : null;
  if (people.length === 0 && !failure) return null;
  const decide = async (what: "admit" | "refuse", whom: WaitingPerson | null) => {
    setBusy(true);
    const who = whom ? calledOf(whom) : say.everybody;
    await send({
      words: what === "admit" ? say.admits(who) : say.refuses(who),
      method: "POST",
      path: filled(`/v1/conferences/{conference}/waiting/${what}`, { conference: name }),
      body: { uuids: whom ? [whom.uuid] : null, ...(what === "refuse" && words ? { words } : {}) },
    });
    setBusy(false);
  };
  return (
    <section class="card waiting" aria-labelledby="waiting">
      <div class="heading">
        <h2 id="waiting">{say.heading(people.length)}</h2>
        {people.length > 1 && (
          <button class="small" type="button" disabled={!may || isBusy} onClick={() => void decide("admit", null)}>
            {say.admitAll}
          </button>
        )}
      </div>
      {failure && <Notice words={failure} tone="warn" />}
      <ol class="names">
        {people.map((person) => (
          <li key={person.uuid}>
            <bdi>{calledOf(person)}</bdi>
            <span class="quiet">
              {knownAs(person)}
              {person.video === false && say.soundOnly}
              {person.since && (
                <>
                  {say.since}
                  <time dateTime={person.since}>{momentInWords(person.since)}</time>
                </>
              )}
            </span>
            <button
              class="small primary"
              type="button"
              disabled={!may || isBusy}
              onClick={() => void decide("admit", person)}
            >
              {say.admit}
              <span class="unseen"> {calledOf(person)}</span>
            </button>
            <button class="small" type="button" disabled={!may || isBusy} onClick={() => void decide("refuse", person)}>
              {say.refuse}
              <span class="unseen"> {calledOf(person)}</span>
            </button>
          </li>
        ))}
      </ol>
      <label>
        {say.words}
        <input
          type="text"
          maxLength={200}
          value={words}
          onInput={({ currentTarget }) => setWords(currentTarget.value)}
          placeholder={say.nothing}
        />
      </label>
    </section>
  );
}
