/** Why a call is over: at once what the switch says, or, where it says nothing, what the feed tells a moment later. */

import { useEffect, useState } from "preact/hooks";
import { isUnexplained } from "freeswitch-functions-client";
import type { CallFailure, EndingOf } from "freeswitch-functions-client";
import type { Words } from "../../shared/notice";
import { endingInWords, failureInWords } from "./failures";

/** The feed tells within a third of a second; a busy server takes longer. */
const WAIT_MILLISECONDS = 3_000;
/** Until then what it tells late takes the place of what the switch said. */
const LATE_MILLISECONDS = 15_000;
const LOOK_MILLISECONDS = 100;

export interface Ended {
  /** Whether nothing is said yet. */
  isOpen: boolean;
  /** Whether more may be told: what the feed says is waited for. */
  isFollowed: boolean;
  words: Words | null;
}

interface Found {
  of: CallFailure;
  words: Words;
  isLast: boolean;
}

export function useEnding(failure: CallFailure | null, ending: EndingOf | null): Ended {
  const [found, setFound] = useState<Found | null>(null);
  const isSought = ending !== null && isUnexplained(failure);

  useEffect(() => {
    if (!failure || !isSought) return;
    const began = Date.now();
    let isTold = false;
    const timer = setInterval(() => {
      const { why } = ending;
      const waited = Date.now() - began;
      const isLast = why !== null || waited >= LATE_MILLISECONDS;
      if (isLast) clearInterval(timer);
      else if (isTold || waited < WAIT_MILLISECONDS) return;
      isTold = true;
      setFound({ of: failure, words: why === null ? failureInWords(failure) : endingInWords(why), isLast });
    }, LOOK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [failure, isSought]);

  if (!failure) return { isOpen: false, isFollowed: false, words: null };
  if (found?.of === failure) return { isOpen: false, isFollowed: isSought && !found.isLast, words: found.words };
  return { isOpen: isSought, isFollowed: isSought, words: isSought ? null : failureInWords(failure) };
}
