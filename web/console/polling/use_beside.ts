/** Something that is asked for as often as the conference that it belongs to; the last answer stays until the next. */

import { useEffect, useState } from "preact/hooks";
import type { Words } from "../../shared/notice";
import { wordsOf } from "../api/problem";
import type { Conference } from "../api/shapes";

export interface Beside<T> {
  value: T | null;
  failure: Words | null;
}

export function useBeside<T>(ask: () => Promise<T | null>, conference: Conference | null): Beside<T> {
  const [beside, setBeside] = useState<Beside<T>>({ value: null, failure: null });

  useEffect(() => {
    if (!conference) return;
    let current = true;
    ask().then(
      (value) => current && setBeside({ value, failure: null }),
      (error: unknown) => current && setBeside(({ value }) => ({ value, failure: wordsOf(error) })),
    );
    return () => {
      current = false;
    };
    // A new object at every look.
  }, [ask, conference]);

  return beside;
}
