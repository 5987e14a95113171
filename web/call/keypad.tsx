/** Telephone keys during a call: conference controls and PINs. */

import { useState } from "preact/hooks";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const SHOWN_KEYS = 16;
const SPOKEN: Record<string, string> = { "*": "star", "#": "hash" };

export function Keypad({ onPress }: { onPress: (key: string) => void }) {
  const [pressed, setPressed] = useState("");
  return (
    <div class="keypad" role="group" aria-label="Keypad">
      <output class="pressed" aria-label="Keys pressed">
        {pressed || "\u00a0"}
      </output>
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          aria-label={SPOKEN[key]}
          onClick={() => {
            onPress(key);
            setPressed((pressed + key).slice(-SHOWN_KEYS));
          }}
        >
          {key}
        </button>
      ))}
    </div>
  );
}
