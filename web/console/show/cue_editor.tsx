/** The cue list: scenes in their order, moved and taken out one by one. */

import { useState } from "preact/hooks";
import { Dialog } from "../../shared/parts/dialog";
import type { CueList, Scene } from "../api/shapes";
import { showWords } from "./show_words";

interface CueEditorProps {
  scenes: readonly Scene[];
  cues: CueList | null;
  may: boolean;
  /** `before` is the list that the names were made of: another one's change since then is not to be written over. */
  onSave: (names: string[], before: CueList | null) => void;
  onClose: () => void;
}

/** The list with what stands at one place moved to another. */
export function moved(names: readonly string[], from: number, to: number): string[] {
  const one = names[from];
  if (one === undefined || to < 0 || to >= names.length) return [...names];
  return names.filter((_, at) => at !== from).toSpliced(to, 0, one);
}

export function CueEditor({ scenes, cues, may, onSave, onClose }: CueEditorProps) {
  const say = showWords();
  const [before] = useState(cues);
  const [names, setNames] = useState<string[]>([...(before?.scenes ?? [])]);
  const button = (words: string, sign: string, disabled: boolean, next: () => string[]) => (
    <button
      class="small"
      type="button"
      aria-label={words}
      title={words}
      disabled={!may || disabled}
      onClick={() => setNames(next())}
    >
      {sign}
    </button>
  );
  return (
    <Dialog title={say.cues} onClose={onClose}>
      {names.length === 0 && <p class="quiet">{say.emptyCues}</p>}
      <ol class="cue-list">
        {names.map((name, at) => (
          <li key={`${at} ${name}`}>
            <span class="cut" title={name}>
              {name}
            </span>
            {button(say.up(name, at + 1), "↑", at === 0, () => moved(names, at, at - 1))}
            {button(say.down(name, at + 1), "↓", at === names.length - 1, () => moved(names, at, at + 1))}
            {button(say.remove(name, at + 1), "✕", false, () => names.filter((_, one) => one !== at))}
          </li>
        ))}
      </ol>
      <label class="field">
        <span>{say.addCue}</span>
        <select
          value=""
          disabled={!may}
          onChange={({ currentTarget }) => {
            setNames([...names, currentTarget.value]);
            currentTarget.value = "";
          }}
        >
          <option value="" disabled>
            {say.choose}
          </option>
          {scenes.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p class="quiet">{say.fromStart}</p>
      <div class="buttons">
        <button class="primary" type="button" disabled={!may} onClick={() => onSave(names, before)}>
          {say.saveCues}
        </button>
        <button type="button" onClick={onClose}>
          {say.close}
        </button>
      </div>
    </Dialog>
  );
}
