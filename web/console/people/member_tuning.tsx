/** How a person's own sound and picture are made: FreeSWITCH does not tell what is set, so each shows what was asked. */

import { peopleWords } from "./people_words";
import { useState } from "preact/hooks";
import type { MemberAct } from "../../shared/rights";
import type { MemberChange } from "../api/shapes";

interface MemberTuningProps {
  name: string;
  may: (act: MemberAct) => boolean;
  change: (words: string, body: MemberChange) => void;
}

/** What each of the words stands for, in their order. */
const NOISE: MemberChange[] = [0, 100, 400, 1000].map((energy_level) => ({ energy_level }));
const GAIN: MemberChange[] = [0, 600, 1200].map((gain) => ({ gain }));
const TURNED: MemberChange[] = ([0, 90, 180, 270] as const).map((turned) => ({ turned }));
const FILTER: MemberChange[] = [{ filter: null }, { filter: "gray" }, { filter: "sepia" }, { filter: "8bit" }];

export function MemberTuning({ name, may, change }: MemberTuningProps) {
  const say = peopleWords().tuning;
  const of = { name, change };
  return (
    <>
      <Chooser label={say.noise} words={say.noises} bodies={NOISE} may={may("energy_level")} {...of} />
      <Chooser label={say.gain} words={say.gains} bodies={GAIN} may={may("gain")} {...of} />
      <Chooser label={say.turned} words={say.turns} bodies={TURNED} may={may("turned")} {...of} />
      <Chooser label={say.filter} words={say.filters} bodies={FILTER} may={may("filter")} {...of} />
    </>
  );
}

interface ChooserProps extends Omit<MemberTuningProps, "may"> {
  label: string;
  words: readonly string[];
  bodies: readonly MemberChange[];
  may: boolean;
}

/** What is not told by FreeSWITCH is chosen anew each time. */
export function Chooser({ label, words, bodies, name, may, change }: ChooserProps) {
  const say = peopleWords().tuning;
  const [chosen, setChosen] = useState("");
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={chosen}
        disabled={!may}
        onChange={({ currentTarget }) => {
          const choice = currentTarget.value;
          const body = bodies[words.indexOf(choice)];
          setChosen(choice);
          if (body) change(say.of(label, name, choice), body);
        }}
      >
        <option value="" disabled>
          {say.choose}
        </option>
        {words.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}
