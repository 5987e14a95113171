/** Over the picture: a camera or microphone that is gone in the middle of the call, or has stopped. */

import { callWords } from "../words/call_words";
import type { OwnMedia } from "./use_own_media";

const KINDS = ["camera", "microphone"] as const;

export function LostDevices({ mine }: { mine: OwnMedia }) {
  const say = callWords().gone;
  return (
    <>
      {KINDS.map((kind) => {
        const lost = mine.lost[kind];
        if (!lost) return null;
        return (
          <div class="notice warn" role="alert" key={kind}>
            <strong>{lost.words.title}</strong>
            <span>{lost.words.hint}</span>
            {lost.isThere && (
              <button class="small" type="button" onClick={() => void mine.useAgain(kind)}>
                {say[kind].useAgain}
              </button>
            )}
          </div>
        );
      })}
      <p class="unseen" role="status">
        {mine.back}
      </p>
    </>
  );
}
