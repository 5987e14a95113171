/** The keys of the desk, for as long as what they act on is shown. */

import { usePressed } from "../../shared/keys/use_pressed";
import { actOf } from "./keys";
import type { KeyActs } from "./keys";

export function useKeys(acts: Partial<KeyActs>): void {
  usePressed((pressed) => {
    const found = actOf(pressed);
    const act = found && acts[found.act];
    return act ? () => act(found.number) : null;
  });
}
