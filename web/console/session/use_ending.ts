/** Whether the token ends soon: who is in the middle of a show gets another one before. */

import { deskWords } from "../words/desk_words";
import { useEffect, useState } from "preact/hooks";
import { timeInWords } from "../../shared/moments";
import type { Words } from "../../shared/notice";
import { warnedIn } from "./session";

// Browsers' timers end at 2^31 ms.
const LONGEST_MILLISECONDS = 2 ** 31 - 1;

export function useEnding(exp: number | null): Words | null {
  const [isSoon, setSoon] = useState(false);

  useEffect(() => {
    const wait = warnedIn(exp, Date.now());
    setSoon(wait === 0);
    if (!wait || wait > LONGEST_MILLISECONDS) return;
    const timer = setTimeout(() => setSoon(true), wait);
    return () => clearTimeout(timer);
  }, [exp]);

  if (!isSoon || exp === null) return null;
  const at = timeInWords(new Date(exp * 1000).toISOString());
  return { title: deskWords().tokenEnds(at), hint: deskWords().newLink };
}
