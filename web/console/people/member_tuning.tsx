/** How a person's own sound and picture are made: FreeSWITCH does not tell what is set, so each shows what was asked. */

import { useState } from "preact/hooks";
import type { MemberAct } from "../../shared/rights";
import type { MemberChange } from "../api/shapes";

interface MemberTuningProps {
  name: string;
  may: (act: MemberAct) => boolean;
  change: (words: string, body: MemberChange) => void;
}

interface Choice {
  words: string;
  body: MemberChange;
}

const NOISE: Choice[] = [
  { words: "let everything through", body: { energy_level: 0 } },
  { words: "as rooms have it", body: { energy_level: 100 } },
  { words: "only voices", body: { energy_level: 400 } },
  { words: "only loud voices", body: { energy_level: 1000 } },
];
const GAIN: Choice[] = [
  { words: "as it comes", body: { gain: 0 } },
  { words: "always about as loud", body: { gain: 600 } },
  { words: "always loud", body: { gain: 1200 } },
];
const TURNED: Choice[] = [
  { words: "upright", body: { turned: 0 } },
  { words: "by a quarter", body: { turned: 90 } },
  { words: "upside down", body: { turned: 180 } },
  { words: "by three quarters", body: { turned: 270 } },
];
const FILTER: Choice[] = [
  { words: "as it is", body: { filter: null } },
  { words: "without colours", body: { filter: "gray" } },
  { words: "in brown", body: { filter: "sepia" } },
  { words: "in few colours", body: { filter: "8bit" } },
];

export function MemberTuning({ name, may, change }: MemberTuningProps) {
  return (
    <>
      <Chooser label="Background noise" choices={NOISE} may={may("energy_level")} {...{ name, change }} />
      <Chooser label="Loudness, by itself" choices={GAIN} may={may("gain")} {...{ name, change }} />
      <Chooser label="Picture turned" choices={TURNED} may={may("turned")} {...{ name, change }} />
      <Chooser label="Colours of the picture" choices={FILTER} may={may("filter")} {...{ name, change }} />
    </>
  );
}

interface ChooserProps extends Omit<MemberTuningProps, "may"> {
  label: string;
  choices: Choice[];
  may: boolean;
}

function Chooser({ label, choices, name, may, change }: ChooserProps) {
  const [chosen, setChosen] = useState("");
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={chosen}
        disabled={!may}
        onChange={({ currentTarget }) => {
          const choice = choices.find(({ words }) => words === currentTarget.value);
          setChosen(currentTarget.value);
          if (choice) change(`${label} of ${name}: ${choice.words}`, choice.body);
        }}
      >
        <option value="" disabled>
          choose
        </option>
        {choices.map(({ words }) => (
          <option key={words} value={words}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
