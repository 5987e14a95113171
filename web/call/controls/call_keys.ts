/** The keys of a call: each presses a button of the bar, none while somebody writes, and all of them can be switched off. */

import type { RefObject } from "preact";
import { keyOf } from "../../shared/keys/pressed";
import { usePressed } from "../../shared/keys/use_pressed";

/** As people read them, in the order of the buttons. */
export const CALL_KEYS = { microphone: "M", camera: "V", share: "D", hand: "R", chat: "C" } as const;

const LETTERS: readonly string[] = Object.values(CALL_KEYS);

/** Listens for as long as the call is shown; `bar` has the buttons, each named by its `aria-keyshortcuts`. */
export function useCallKeys(bar: RefObject<HTMLElement | null>, areOn: boolean): void {
  usePressed((pressed) => {
    const letter = keyOf(pressed)?.toUpperCase();
    if (!areOn || letter === undefined || !LETTERS.includes(letter)) return null;
    const button = bar.current?.querySelector<HTMLButtonElement>(`[aria-keyshortcuts="${letter}"]:not(:disabled)`);
    return button ? () => button.click() : null;
  });
}
