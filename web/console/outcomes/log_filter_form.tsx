/** Which of what happened is shown: whose, with which words, only what went wrong. */

import { outcomeWords } from "./outcome_words";
import type { LogFilter } from "./log";

interface LogFilterFormProps {
  filter: LogFilter;
  people: readonly string[];
  onFilter: (filter: LogFilter) => void;
}

const EVERYBODY = "";

export function LogFilterForm({ filter, people, onFilter }: LogFilterFormProps) {
  const say = outcomeWords();
  return (
    <div class="log-filter" role="group" aria-label={say.filter}>
      <select
        aria-label={say.byWhom}
        value={filter.who ?? EVERYBODY}
        onChange={({ currentTarget: { value } }) => onFilter({ ...filter, who: value === EVERYBODY ? null : value })}
      >
        <option value={EVERYBODY}>{say.everybodys}</option>
        {people.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <input
        type="search"
        aria-label={say.search}
        placeholder={say.search}
        value={filter.words}
        onInput={({ currentTarget }) => onFilter({ ...filter, words: currentTarget.value })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={filter.onlyTrouble}
          onChange={({ currentTarget }) => onFilter({ ...filter, onlyTrouble: currentTarget.checked })}
        />
        {say.onlyTrouble}
      </label>
    </div>
  );
}
