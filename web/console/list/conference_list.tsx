/** The conferences that are running, in the order in which people count, with what is to be known of each. */

import { deskWords } from "../words/desk_words";
import { useEffect, useState } from "preact/hooks";
import { nodeRemark } from "../words/node_states";
import type { Client } from "../api/client";
import type { ConferenceHead } from "../api/shapes";
import { marksOf, titleOf } from "./marks";
import { Marks } from "./marks_row";
import { Thumbnail } from "./thumbnail";

// So many are found at a glance.
const SEARCHED_FROM = 8;

interface ConferenceListProps {
  client: Client;
  conferences: ConferenceHead[] | null;
  shown: string | null;
  /** How many wait at each one's door, where that is known. */
  waiting: ReadonlyMap<string, number>;
  onChoose: (name: string) => void;
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

export function ConferenceList({ client, conferences, shown, waiting, onChoose }: ConferenceListProps) {
  const say = deskWords();
  const [wanted, setWanted] = useState("");
  const all = [...(conferences ?? [])].sort((one, other) => byName.compare(one.name, other.name));
  const found = all.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  const here = all.find(({ name }) => name === shown);
  const marks = (one: ConferenceHead) => marksOf(one, waiting.get(one.name) ?? 0);
  const title = here ? titleOf(here.name, marks(here), say.title) : say.title;

  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <nav class="conferences" aria-label={say.title}>
      {all.length >= SEARCHED_FROM && (
        <input
          type="search"
          aria-label={say.findConference}
          placeholder={say.find}
          value={wanted}
          onInput={({ currentTarget }) => setWanted(currentTarget.value)}
        />
      )}
      {found.map((conference) => (
        <button
          key={conference.name}
          type="button"
          aria-current={conference.name === shown ? "true" : undefined}
          onClick={() => onChoose(conference.name)}
        >
          <strong class="cut" title={conference.name}>
            {conference.name}
          </strong>
          <span class="quiet cut">
            {say.on(say.people(conference.member_count), conference.node)}
            {nodeRemark(conference)}
          </span>
          <Marks marks={marks(conference)} />
          <Thumbnail client={client} conference={conference} />
        </button>
      ))}
    </nav>
  );
}
