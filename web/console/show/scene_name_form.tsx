/** What a picture that is on air is to be called as a scene. */

import { useState } from "preact/hooks";
import { Dialog } from "../../shared/parts/dialog";
import { isSceneName } from "./scenes";
import { showWords } from "./show_words";

interface SceneNameFormProps {
  onSave: (name: string) => void;
  onClose: () => void;
}

export function SceneNameForm({ onSave, onClose }: SceneNameFormProps) {
  const say = showWords();
  const [name, setName] = useState("");
  return (
    <Dialog title={say.save} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isSceneName(name)) onSave(name);
        }}
      >
        <label class="field">
          <span>{say.name}</span>
          <input
            value={name}
            maxLength={64}
            autocomplete="off"
            aria-describedby="scene-name-hint"
            onInput={({ currentTarget }) => setName(currentTarget.value.trim().replaceAll(/\s+/g, "-"))}
          />
        </label>
        <p id="scene-name-hint" class="quiet">
          {say.nameHint}
        </p>
        <div class="buttons">
          <button class="primary" type="submit" disabled={!isSceneName(name)}>
            {say.saveIt}
          </button>
          <button type="button" onClick={onClose}>
            {say.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
