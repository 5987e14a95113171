/** Why a call is over: at once what the switch says, or, where it says nothing, what the feed tells a moment later. */

import { useEffect, useState } from "preact/hooks";
import { isUnexplained } from "freeswitch-functions-client";
import type { CallFailure, EndingOf } from "freeswitch-functions-client";
import type { Words } from "../../shared/notice";
import { endingInWords, failureInWords } from "./failures";

/** The feed tells within a third of a second; a busy server takes longer. */
const WAIT_MILLISECONDS = 3_000;
const LOOK_MILLISECONDS = 100;

export interface Ended {
  /** Whether it is still being found out. */
  isOpen: boolean;
  words: Words | null;
}

export function useEnding(failure: CallFailure | null, ending: EndingOf | null): Ended {
  const [found, setFound] = useState<{ of: CallFailure; words: Words } | null>(null);
  const isSought = ending !== null && isUnexplained(failure);

  useEffect(() => {
    if (!failure || !isSought) return;
    const end = Date.now() + WAIT_MILLISECONDS;
    const timer = setInterval(() => {
      const { why } = ending;
      if (why === null && Date.now() < end) return;
      clearInterval(timer);
      setFound({ of: failure, words: why === null ? failureInWords(failure) : endingInWords(why) });
    }, LOOK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [failure, isSought]);

  if (!failure) return { isOpen: false, words: null };
  if (found?.of === failure) return { isOpen: false, words: found.words };
  return isSought ? { isOpen: true, words: null } : { isOpen: false, words: failureInWords(failure) };
}
