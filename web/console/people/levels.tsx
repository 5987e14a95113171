/** A volume in FreeSWITCH's steps. */

import { peopleWords } from "./people_words";

const LEVELS = [4, 3, 2, 1, 0, -1, -2, -3, -4];

const levelInWords = (level: number): string =>
  level === 0 ? peopleWords().asItComes : `${level > 0 ? "+" : "−"}${Math.abs(level)}`;

interface LevelsProps {
  label: string;
  level: number;
  may: boolean;
  onLevel: (level: number, words: string) => void;
}

export function Levels({ label, level, may, onLevel }: LevelsProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={level}
        disabled={!may}
        onChange={({ currentTarget }) =>
          onLevel(Number(currentTarget.value), levelInWords(Number(currentTarget.value)))
        }
      >
        {LEVELS.map((one) => (
          <option key={one} value={one}>
            {levelInWords(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
