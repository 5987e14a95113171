/** Listens to the page's keys for as long as what they act on is shown. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { isTaken } from "./pressed";
import type { Pressed } from "./pressed";

/** `actOf` tells what a key does; null: nothing. */
export function usePressed(actOf: (pressed: Pressed) => (() => void) | null): void {
  const now = useRef(actOf);
  now.current = actOf;

  // Before the browser draws: who sees what a key acts on can press it.
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (isTaken(event.target as Element | null, document.querySelector("dialog[open]") !== null)) return;
      const act = now.current(event);
      if (!act) return;
      // A key that leads into a field is not the first letter in it.
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);
}
