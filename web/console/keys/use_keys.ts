/** Listens to the page's keys for as long as what they act on is shown. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { actOf, isTaken } from "./keys";
import type { KeyActs } from "./keys";

export function useKeys(acts: Partial<KeyActs>): void {
  const now = useRef(acts);
  now.current = acts;

  // Before the browser draws: who sees what a key acts on can press it.
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const found = actOf(event);
      if (!found || event.defaultPrevented) return;
      if (isTaken(event.target as Element | null, document.querySelector("dialog[open]") !== null)) return;
      const act = now.current[found.act];
      if (!act) return;
      // A key that leads into a field is not the first letter in it.
      event.preventDefault();
      act(found.number);
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);
}
