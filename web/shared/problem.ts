/** A request that failed, in words. */

import { Problem } from "freeswitch-functions-client";
import { sharedWords } from "./language/shared_words";
import type { Words } from "./notice";

/** By status; what the API says itself is in English. */
function usualWords(status: number): Words | undefined {
  const { problem } = sharedWords();
  return Object.hasOwn(problem, status) ? problem[status as 401] : undefined;
}

export const noAnswer = (): Words => sharedWords().problem.noAnswer;

function wordsOfProblem({ status, body }: Problem): Words {
  if (status === 0) return noAnswer();
  const usual = usualWords(status);
  const fields = (body.errors ?? []).map(({ field, problem }) => `${field} ${problem}`).join("; ");
  const hint = fields || body.detail || usual?.hint;
  // There is more than one reason to be told to wait.
  const title =
    (status === 429 && body.title) || (usual?.title ?? body.title ?? sharedWords().problem.answered(status));
  return hint ? { title, hint } : { title };
}

export function wordsOf(error: unknown): Words {
  if (error instanceof Problem) return wordsOfProblem(error);
  return { title: sharedWords().problem.pageFailed, hint: error instanceof Error ? error.message : String(error) };
}
