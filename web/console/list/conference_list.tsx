/** The conferences that are running, in the order in which people count, with what is to be known of each. */

import { deskWords } from "../words/desk_words";
import { useEffect, useRef, useState } from "preact/hooks";
import { useKeys } from "../keys/use_keys";
import type { Client } from "../api/client";
import type { ConferenceHead } from "../api/shapes";
import { marksOf, titleOf } from "./marks";
import { Marks } from "./marks_row";
import { Thumbnail } from "./thumbnail";

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
  const field = useRef<HTMLInputElement>(null);
  useKeys({ find: () => field.current?.focus() });
  const here = all.find(({ name }) => name === shown);
  const marks = (one: ConferenceHead) => marksOf(one, waiting.get(one.name) ?? 0);
  const title = here ? titleOf(here.name, marks(here), say.title) : say.title;

  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <nav class="conferences" aria-label={say.title}>
      {/* Always there: one that came with the eighth conference would push the list away from under the mouse, and one
          that went with it would leave its filter behind. */}
      <input
        ref={field}
        type="search"
        class={all.length < 2 && !wanted ? "spare" : undefined}
        aria-label={say.findConference}
        aria-keyshortcuts="/"
        placeholder={say.find}
        value={wanted}
        onInput={({ currentTarget }) => setWanted(currentTarget.value)}
        onKeyDown={({ key }) => {
          if (key === "Escape") setWanted("");
          if (key === "Enter" && found[0]) onChoose(found[0].name);
        }}
      />
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
          <span class="quiet cut">{say.on(say.people(conference.member_count), conference.node)}</span>
          <Marks marks={marks(conference)} />
          <Thumbnail client={client} conference={conference} />
        </button>
      ))}
      {found.length === 0 && all.length > 0 && <p class="quiet">{say.noneCalledSo}</p>}
    </nav>
  );
}
