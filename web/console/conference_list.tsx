/** The conferences that are running, in the order in which people count, with what is to be known of each. */

import { deskWords } from "./words/desk_words";
import { useEffect, useState } from "preact/hooks";
import { nodeRemark } from "./words/node_states";
import type { Conference, ConferenceHead } from "./api/shapes";

// So many are found at a glance.
const SEARCHED_FROM = 8;

interface ConferenceListProps {
  conferences: ConferenceHead[] | null;
  shown: string | null;
  onChoose: (name: string) => void;
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** What is recorded, on air or closed; of one that is not followed only what the list says. */
export function marksOf(conference: ConferenceHead): string[] {
  const { recordings = [], streams = [] } = conference as Partial<Conference>;
  const runs = ({ state }: { state: string }) => state === "live" || state === "interrupted";
  return [
    ...(recordings.some(runs) ? ["REC"] : []),
    ...(streams.some(runs) ? ["LIVE"] : []),
    ...(conference.locked ? [deskWords().locked] : []),
  ];
}

export function ConferenceList({ conferences, shown, onChoose }: ConferenceListProps) {
  const say = deskWords();
  const [wanted, setWanted] = useState("");
  const all = [...(conferences ?? [])].sort((one, other) => byName.compare(one.name, other.name));
  const found = all.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  const here = all.find(({ name }) => name === shown);
  const title = here ? [...marksOf(here), here.name, say.title].join(" · ") : say.title;

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
          <span class="marks">
            {marksOf(conference).map((mark) => (
              <span key={mark} class={mark === say.locked ? "badge" : "badge live"}>
                {mark}
              </span>
            ))}
          </span>
        </button>
      ))}
    </nav>
  );
}
