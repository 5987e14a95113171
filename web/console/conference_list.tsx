/** The conferences that are running. */

import { nodeRemark } from "./words/node_states";
import type { ConferenceHead } from "./api/shapes";

interface ConferenceListProps {
  conferences: ConferenceHead[] | null;
  shown: string | null;
  onChoose: (name: string) => void;
}

export function people(count: number): string {
  return count === 1 ? "1 person" : `${count} people`;
}

export function ConferenceList({ conferences, shown, onChoose }: ConferenceListProps) {
  return (
    <nav class="conferences" aria-label="Conferences">
      {(conferences ?? []).map((conference) => (
        <button
          key={conference.name}
          type="button"
          aria-current={conference.name === shown ? "true" : undefined}
          onClick={() => onChoose(conference.name)}
        >
          <strong>{conference.name}</strong>
          <span class="quiet">
            {people(conference.member_count)} on {conference.node}
            {nodeRemark(conference)}
          </span>
        </button>
      ))}
    </nav>
  );
}
