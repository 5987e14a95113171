/** A telephone's key, in the sound where that can carry it. */

import type { SipSession } from "./sip.ts";

/** False where there is nobody to send it to: before a call stands, and while it is made again. */
export function sendKey(session: SipSession | null, key: string): boolean {
  if (!session?.isEstablished()) return false;
  const inSound = session.connection.getSenders().some((sender) => sender.dtmf?.canInsertDTMF);
  session.sendDTMF(key, { transportType: inSound ? "RFC2833" : "INFO" });
  return true;
}
