/** For whom a sound is: everybody, or one who is there. */

import { nameOf } from "../../shared/names";
import type { Member } from "../api/shapes";
import { outputWords } from "../words/output_words";

const EVERYBODY = "";

interface ListenerFieldProps {
  label: string;
  members: Member[];
  /** Null is everybody. */
  listener: Member | null;
  may: boolean;
  onListener: (listener: Member | null) => void;
}

export function ListenerField({ label, members, listener, may, onListener }: ListenerFieldProps) {
  const say = outputWords();
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={listener?.uuid ?? EVERYBODY}
        disabled={!may}
        onChange={({ currentTarget }) => onListener(members.find(({ uuid }) => uuid === currentTarget.value) ?? null)}
      >
        <option value={EVERYBODY}>{say.everybody}</option>
        {members.map((member) => (
          <option key={member.uuid} value={member.uuid}>
            {nameOf(member)}
          </option>
        ))}
      </select>
    </label>
  );
}
