/** Beside the way in: why there is no camera or microphone, and for whoever has none, or gives none, one click that goes on without. */

import { Notice } from "../../shared/notice";
import { callWords } from "../words/call_words";
import type { Choice } from "./devices";
import type { Media } from "./use_media";

export function GoOnWithout({ media: { failure, choice, choose, isTaken } }: { media: Media }) {
  const say = callWords().media;
  const without = (next: Choice) => {
    choose(next);
    // The button that was clicked goes away.
    document.querySelector<HTMLElement>(".join .primary")?.focus();
  };
  if (!failure) return null;
  return (
    <>
      <Notice words={failure} />
      <div class="go-on">
        {choice.camera !== null && choice.microphone !== null && (
          <button type="button" class="small" disabled={isTaken} onClick={() => without({ ...choice, camera: null })}>
            {say.withoutCamera}
          </button>
        )}
        <button
          type="button"
          class="small"
          disabled={isTaken}
          onClick={() => without({ camera: null, microphone: null })}
        >
          {say.withoutBoth}
        </button>
      </div>
    </>
  );
}
