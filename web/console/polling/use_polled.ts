/** A value of the API that keeps itself fresh while the page is looked at. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Words } from "../../shared/notice";
import { Polling } from "./polling";
import { Problem, wordsOf } from "../api/problem";

export interface Polled<T> {
  value: T | null;
  failure: Words | null;
  status: number;
  /** The API's word for why, where it has one. */
  reason: string;
  /** Ask at once: something was changed. */
  refresh: () => void;
}

export function usePolled<T>(ask: () => Promise<T>): Polled<T> {
  const [value, setValue] = useState<T | null>(null);
  const [problem, setProblem] = useState<{ failure: Words; status: number; reason: string } | null>(null);
  const polling = useRef<Polling | null>(null);

  useEffect(() => {
    let current = true;
    const poll = new Polling(async () => {
      try {
        const answer = await ask();
        if (current) {
          setValue(() => answer);
          setProblem(null);
        }
        return null;
      } catch (error) {
        const known = error instanceof Problem ? error : null;
        const { status = 0, reason = "" } = known ?? {};
        if (current) setProblem({ failure: wordsOf(error), status, reason });
        return { retryAfterSeconds: known?.retryAfterSeconds ?? null };
      }
    });
    polling.current = poll;
    const wake = () => void poll.wake();
    wake();
    document.addEventListener("visibilitychange", wake);
    return () => {
      current = false;
      poll.stop();
      document.removeEventListener("visibilitychange", wake);
    };
  }, [ask]);

  const refresh = useCallback(() => void polling.current?.wake(), []);
  const { failure = null, status = 200, reason = "" } = problem ?? {};
  return { value, failure, status, reason, refresh };
}
