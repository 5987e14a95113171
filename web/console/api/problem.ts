/** A request that failed, in words. */

import type { Words } from "../../shared/notice";
import type { ProblemBody } from "./shapes";

export class Problem extends Error {
  constructor(
    readonly words: Words,
    /** 0 when no answer came. */
    readonly status: number,
    readonly code = "",
    readonly retryAfterSeconds: number | null = null,
    /** Which of several, where a code has more than one. */
    readonly reason = "",
  ) {
    super(words.title);
  }
}

const USUAL: Record<number, Words> = {
  401: { title: "The server does not accept this token", hint: "It may have expired. Paste a new one." },
  403: { title: "The token does not allow this" },
  404: { title: "There is nothing here, or not for this token" },
  410: { title: "The conference has ended" },
  412: { title: "The conference has moved on meanwhile", hint: "Look again and repeat it if it is still wanted." },
  429: { title: "Too many requests", hint: "This page asks again by itself." },
  503: { title: "The service cannot do this now", hint: "Try again in a moment." },
};

export const NO_ANSWER: Words = { title: "The server does not answer", hint: "Is it running? This page keeps asking." };

export function problemOf(status: number, body: ProblemBody, retryAfter: string | null): Problem {
  const usual = USUAL[status];
  const fields = (body.errors ?? []).map(({ field, problem }) => `${field} ${problem}`).join("; ");
  const hint = fields || body.detail || usual?.hint;
  // There is more than one reason to be told to wait.
  const title = (status === 429 && body.title) || (usual?.title ?? body.title ?? `The server answered ${status}`);
  const seconds = Number.parseInt(retryAfter ?? "", 10);
  const retryAfterSeconds = Number.isNaN(seconds) ? null : seconds;
  return new Problem(hint ? { title, hint } : { title }, status, body.code, retryAfterSeconds, body.reason);
}

export function wordsOf(error: unknown): Words {
  if (error instanceof Problem) return error.words;
  return { title: "This page failed", hint: error instanceof Error ? error.message : String(error) };
}
