/** Something that is being done, and why it could not be: at most one at a time. */

import { useRef, useState } from "preact/hooks";
import type { Words } from "../notice";
import { wordsOf } from "../problem";

export interface Doing {
  isBusy: boolean;
  failure: Words | null;
  /** Tells whether it was done. */
  run: (what: () => Promise<unknown>) => Promise<boolean>;
}

export function useDoing(): Doing {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Words | null>(null);
  // Two clicks come before anything is drawn anew.
  const busy = useRef(false);

  const run = async (what: () => Promise<unknown>): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    setBusy(true);
    setFailure(null);
    try {
      await what();
      return true;
    } catch (error) {
      setFailure(wordsOf(error));
      return false;
    } finally {
      busy.current = false;
      setBusy(false);
    }
  };

  return { isBusy, failure, run };
}
