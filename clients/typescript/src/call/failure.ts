/** Why a call is over, of what JsSIP tells at its end. */

import type { CallFailure } from "./shapes.ts";
import type { SipMessage } from "./sip.ts";

/** As JsSIP tells it; a browser error or a lost line has no message, a BYE has no status. */
export interface EndEvent {
  originator: "local" | "remote" | "system";
  cause: string;
  message?: SipMessage | null;
}

export function failureOf(step: CallFailure["step"], address: string, { cause, message }: EndEvent): CallFailure {
  const bye = message?.method === undefined ? null : message;
  const said = bye?.getHeader("X-Ended");
  const words = bye?.getHeader("X-Words");
  return { step, address, cause, status: message?.status_code, said, words };
}
