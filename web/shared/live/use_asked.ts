/** Something that is asked for when what it depends on is different; the last answer stays until the next. */

import { useEffect, useState } from "preact/hooks";
import { Problem } from "freeswitch-functions-client";
import type { Words } from "../notice";
import { wordsOf } from "../problem";

const FIRST_PAUSE_MILLISECONDS = 2_000;
const LAST_PAUSE_MILLISECONDS = 30_000;

export interface AskedFor<T> {
  value: T | null;
  failure: Words | null;
}

/** How long to wait after so many tries that failed. */
export function pause(tries: number, retryAfterSeconds: number | null): number {
  const backedOff = Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** tries, LAST_PAUSE_MILLISECONDS);
  return Math.max(backedOff, (retryAfterSeconds ?? 0) * 1000);
}

interface AskOptions<T> {
  /** Whether an answer will be another one soon. */
  again?: (value: T) => boolean;
  /** Asked once more then: what has just been told may be written a moment later. */
  onceMoreMilliseconds?: number;
}

/** What fails is asked again by itself, less and less often. */
export function useAsked<T>(
  ask: () => Promise<T>,
  dependsOn: readonly unknown[],
  { again = () => false, onceMoreMilliseconds }: AskOptions<T> = {},
): AskedFor<T> {
  const [answer, setAnswer] = useState<AskedFor<T>>({ value: null, failure: null });

  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let onceMore = onceMoreMilliseconds;
    const later = (milliseconds: number, tries: number) => {
      timer = setTimeout(() => look(tries), milliseconds);
    };
    const look = (tries: number) => {
      ask().then(
        (value) => {
          if (!current) return;
          setAnswer({ value, failure: null });
          if (onceMore !== undefined) later(onceMore, 0);
          else if (again(value)) later(pause(tries, null), tries + 1);
          onceMore = undefined;
        },
        (error: unknown) => {
          if (!current) return;
          setAnswer(({ value }) => ({ value, failure: wordsOf(error) }));
          later(pause(tries, error instanceof Problem ? error.retryAfterSeconds : null), tries + 1);
        },
      );
    };
    look(0);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, dependsOn);

  return answer;
}
