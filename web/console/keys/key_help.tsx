/** All keys of the page, as `?` shows them. */

import { Dialog } from "../../shared/parts/dialog";
import { KEYS } from "./keys";
import { keyWords } from "./key_words";

export function KeyHelp({ onClose }: { onClose: () => void }) {
  const say = keyWords();
  return (
    <Dialog title={say.keys} onClose={onClose}>
      <dl class="keys">
        {KEYS.map(({ act, shown }) => (
          <div key={act}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{say.does[act]}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">{say.whileWriting}</p>
      <button type="button" onClick={onClose}>
        {say.close}
      </button>
    </Dialog>
  );
}
