/** Who hears or sees one other person otherwise than everybody does. */

import { useState } from "preact/hooks";
import type { Member } from "../api/shapes";
import { nameOf } from "../../shared/names";
import { seldomWords } from "./seldom_words";

const RELATIONS = ["nospeak", "nohear", "sendvideo", "clear"] as const;

interface RelationProps {
  name: string;
  others: readonly Member[];
  may: boolean;
  onRelate: (words: string, body: { kind: "relate"; other: string; relation: (typeof RELATIONS)[number] }) => void;
}

export function Relation({ name, others, may, onRelate }: RelationProps) {
  const say = seldomWords();
  const [relation, setRelation] = useState<(typeof RELATIONS)[number]>("nospeak");
  const [chosen, setChosen] = useState<string | null>(null);
  // Whoever was chosen may have left.
  const other = others.find(({ uuid }) => uuid === chosen) ?? others[0];
  if (!other) return null;
  return (
    <form
      class="with-button"
      onSubmit={(event) => {
        event.preventDefault();
        onRelate(say.relates[relation](name, nameOf(other)), { kind: "relate", other: other.uuid, relation });
      }}
    >
      <label class="field">
        <span>{say.relation}</span>
        <select
          value={relation}
          disabled={!may}
          onChange={({ currentTarget }) => setRelation(RELATIONS[currentTarget.selectedIndex] ?? "nospeak")}
        >
          {RELATIONS.map((one) => (
            <option key={one} value={one}>
              {say.relations[one]}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{say.toWhom}</span>
        <select value={other.uuid} disabled={!may} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
          {others.map((one) => (
            <option key={one.uuid} value={one.uuid}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" disabled={!may}>
        {say.relate}
      </button>
    </form>
  );
}
