/** What went wrong with the server, the sign-in or the call, in words a caller can act on. */

import type { Words } from "../shared/notice";

const AGAIN = "Try again in a moment.";

export interface Refusal {
  /** JsSIP's name for it. */
  cause?: string | undefined;
  /** The SIP status, if the server answered. */
  status?: number | undefined;
  /** Why it hung up, by the name of the prompt that it played. */
  said?: string | undefined;
  /** Words of a person, as the switch brings them. */
  words?: string | undefined;
}

export function connectionFailure(address: string): Words {
  const hint = address.startsWith("ws://")
    ? "Is a FreeSWITCH running on this machine? The stand-in that make run starts takes no calls."
    : "Check the address and your network. The server also needs a certificate that this browser accepts.";
  return { title: `No connection to ${address}`, hint };
}

export function registrationFailure({ cause, status }: Refusal): Words {
  if (status === 401 || status === 403 || status === 407 || cause === "Authentication Error")
    return { title: "The server refused this user or password", hint: "Check both and try again." };
  if (status === 404) return { title: "The server does not know this user", hint: "Check the user and its domain." };
  if (status === 408 || cause === "Request Timeout") return { title: "The server did not answer in time", hint: AGAIN };
  if (cause === "Connection Error") return { title: "The connection broke while signing in", hint: AGAIN };
  return { title: `The server cannot sign you in now${answered(status)}`, hint: AGAIN };
}

const CALL_BY_STATUS: Record<number, Words> = {
  403: { title: "You may not call this number", hint: "Ask the operator whether your user may." },
  404: { title: "Nobody has this number", hint: "Check the number." },
  408: { title: "The call was not answered in time", hint: AGAIN },
  410: { title: "This number is gone", hint: "Ask the operator for the new one." },
  480: { title: "Nobody is reachable there now", hint: AGAIN },
  484: { title: "The number is incomplete", hint: "Check the number." },
  486: { title: "The line is busy", hint: AGAIN },
  488: {
    title: "The server and this browser share no sound or picture format",
    hint: "The server needs Opus or PCMU, and VP8 or H264.",
  },
  600: { title: "The line is busy", hint: AGAIN },
  603: { title: "The call was declined" },
  604: { title: "Nobody has this number", hint: "Check the number." },
};

const CALL_BY_CAUSE: Record<string, Words> = {
  "Connection Error": { title: "The connection to the server broke", hint: AGAIN },
  "Request Timeout": { title: "The server did not answer in time", hint: AGAIN },
  "No Answer": { title: "The call was not answered in time", hint: AGAIN },
  "Authentication Error": { title: "The server refused this user or password", hint: "Check both and try again." },
  "Bad Media Description": { title: "The server's answer has no sound or picture this browser can use" },
  "WebRTC Error": { title: "The browser could not set up sound and picture" },
  "User Denied Media Access": { title: "The browser was not allowed to use camera or microphone" },
  "RTP Timeout": { title: "No sound or picture arrived any more, so the call was ended" },
};

export function callFailure({ cause, status }: Refusal): Words {
  const words = (status && CALL_BY_STATUS[status]) || (cause && CALL_BY_CAUSE[cause]);
  if (words) return words;
  if (status && status >= 500) return { title: `The server cannot take the call now${answered(status)}`, hint: AGAIN };
  return { title: `The call failed${answered(status)}`, hint: AGAIN };
}

/** The other side ended an established call: a kick, the end of the conference, or a lost line. */
export function endedByOtherSide({ cause, said, words }: Refusal): Words {
  if (said === "refused") return { title: "You were not let into this conference", hint: inWords(words) };
  if (said === "not_open") return { title: "This conference is not open at this time", hint: "Come back later." };
  if (cause === "Terminated") return { title: "The server ended the call", hint: "The conference may be over." };
  return callFailure({ cause });
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
  return status ? ` (it answered ${status})` : "";
}
