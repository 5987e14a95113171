/** Telephone keys during a call: conference controls and PINs. */

import { useState } from "preact/hooks";
import { callWords } from "../words/call_words";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const SHOWN_KEYS = 16;

interface KeypadProps {
  /** False where there is nobody to send it to at the moment. */
  onPress: (key: string) => boolean;
}

export function Keypad({ onPress }: KeypadProps) {
  const say = callWords().call;
  const spoken: Record<string, string> = { "*": say.star, "#": say.hash };
  const [pressed, setPressed] = useState("");
  return (
    <div class="keypad" role="group" aria-label={say.keypad}>
      <output class="pressed" aria-label={say.keysPressed}>
        {pressed || "\u00a0"}
      </output>
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          aria-label={spoken[key]}
          data-repeats
          onClick={() => {
            if (onPress(key)) setPressed((before) => (before + key).slice(-SHOWN_KEYS));
          }}
        >
          {key}
        </button>
      ))}
    </div>
  );
}
