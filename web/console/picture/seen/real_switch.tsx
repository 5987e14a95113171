/** The drawing, or what people really see: a still of the canvas every three seconds. */

import { pictureWords } from "../picture_words";

export function RealSwitch({ isReal, onReal }: { isReal: boolean; onReal: (isReal: boolean) => void }) {
  const say = pictureWords().real;
  return (
    <button class="real-switch" type="button" aria-pressed={isReal} title={say.hint} onClick={() => onReal(!isReal)}>
      {say.real}
    </button>
  );
}
