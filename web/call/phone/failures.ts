/** What went wrong with the server, the sign-in or the call, in words a caller can act on. */

import type { CallFailure, Ending } from "freeswitch-functions-client";
import type { Words } from "../../shared/notice";
import { callWords } from "../words/call_words";

export type Refusal = Pick<CallFailure, "cause" | "status" | "said" | "words">;

export function failureInWords(failure: CallFailure): Words {
  switch (failure.step) {
    case "connecting":
      return connectionFailure(failure.address);
    case "signing-in":
      return registrationFailure(failure);
    case "calling":
      return callFailure(failure);
    case "talking":
      return endedByOtherSide(failure);
  }
}

export function connectionFailure(address: string): Words {
  const say = callWords().failures;
  return { title: say.noConnection(address), hint: address.startsWith("ws://") ? say.standIn : say.certificate };
}

export function registrationFailure({ cause, status }: Refusal): Words {
  const { failures: say, again } = callWords();
  if (status === 401 || status === 403 || status === 407 || cause === "Authentication Error") return say.refusedUser;
  if (status === 404) return say.unknownUser;
  if (status === 408 || cause === "Request Timeout") return { title: say.lateAnswer, hint: again };
  if (cause === "Connection Error") return { title: say.brokeSigningIn, hint: again };
  return { title: say.cannotSignIn(answered(status)), hint: again };
}

function byStatus(status: number): Words | undefined {
  const { failures: say, again } = callWords();
  const known: Record<number, Words> = {
    403: say.mayNotCall,
    404: say.nobodyHasIt,
    408: { title: say.callNotAnswered, hint: again },
    410: say.numberGone,
    480: { title: say.nobodyThere, hint: again },
    484: say.incomplete,
    486: { title: say.busy, hint: again },
    488: say.noFormat,
    600: { title: say.busy, hint: again },
    603: { title: say.declined },
    604: say.nobodyHasIt,
  };
  return known[status];
}

function byCause(cause: string): Words | undefined {
  const { failures: say, again } = callWords();
  const known = new Map<string, Words>([
    ["Connection Error", { title: say.broke, hint: again }],
    ["Request Timeout", { title: say.lateAnswer, hint: again }],
    ["No Answer", { title: say.callNotAnswered, hint: again }],
    ["Authentication Error", say.refusedUser],
    ["Bad Media Description", { title: say.badAnswer }],
    ["WebRTC Error", { title: say.noSetUp }],
    ["User Denied Media Access", { title: say.notAllowed }],
    ["RTP Timeout", { title: say.noMedia }],
  ]);
  return known.get(cause);
}

export function callFailure({ cause, status }: Refusal): Words {
  const { failures: say, again } = callWords();
  const words = (status && byStatus(status)) || (cause && byCause(cause));
  if (words) return words;
  if (status && status >= 500) return { title: say.cannotTake(answered(status)), hint: again };
  return { title: say.failed(answered(status)), hint: again };
}

/** The other side ended an established call: a kick, the end of the conference, or a lost line. */
export function endedByOtherSide({ cause, said, words }: Refusal): Words {
  const say = callWords().failures;
  if (said === "refused") return { title: say.notLetIn, hint: inWords(words) };
  if (said === "not_open") return say.notOpen;
  if (cause === "Terminated") return say.ended;
  return callFailure({ cause });
}

/** What the feed has told of the end, which the switch does not. */
export function endingInWords(ending: Ending): Words {
  const say = callWords().failures;
  const known: Record<Ending, Words> = {
    removed: say.removed,
    ended: say.meetingEnded,
    locked: say.locked,
    full: say.full,
  };
  return known[ending];
}

/** UTF-8 in base64url, as it came; what cannot be read is left out. */
function inWords(words: string | undefined): string {
  if (!words) return "";
  try {
    const bytes = atob(words.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (one) => one.codePointAt(0) ?? 0));
  } catch {
    return "";
  }
}

function answered(status: number | undefined): string {
  return status ? callWords().failures.answered(status) : "";
}
