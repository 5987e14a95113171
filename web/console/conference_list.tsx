/** The conferences that are running. */

import type { ConferenceHead } from "./shapes";

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
      {(conferences ?? []).map(({ name, member_count, node }) => (
        <button
          key={name}
          type="button"
          aria-current={name === shown ? "true" : undefined}
          onClick={() => onChoose(name)}
        >
          <strong>{name}</strong>
          <span class="quiet">
            {people(member_count)} on {node}
          </span>
        </button>
      ))}
    </nav>
  );
}
