/** A request that failed, in words. */

import { Problem } from "freeswitch-functions-client";
import type { Words } from "./notice";

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

function wordsOfProblem({ status, body }: Problem): Words {
  if (status === 0) return NO_ANSWER;
  const usual = USUAL[status];
  const fields = (body.errors ?? []).map(({ field, problem }) => `${field} ${problem}`).join("; ");
  const hint = fields || body.detail || usual?.hint;
  // There is more than one reason to be told to wait.
  const title = (status === 429 && body.title) || (usual?.title ?? body.title ?? `The server answered ${status}`);
  return hint ? { title, hint } : { title };
}

export function wordsOf(error: unknown): Words {
  if (error instanceof Problem) return wordsOfProblem(error);
  return { title: "This page failed", hint: error instanceof Error ? error.message : String(error) };
}
