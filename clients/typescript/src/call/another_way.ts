/** Another way for the same call (ICE restart), with servers that are still good. */

import type { IceServers } from "./ice_servers.ts";
import type { SipSession } from "./sip.ts";

/**
 * Asks the other side for it; false where that cannot be asked now.
 *
 * @param isWanted looked at when servers were asked for: the call may be another one then, and the way there again
 */
export function askForAnotherWay(session: SipSession, servers: IceServers, isWanted: () => boolean): boolean {
  let isAsked = true;
  servers.ready(false, () => {
    if (session.isEnded() || !isWanted()) return;
    servers.useIn(session.connection);
    isAsked = session.renegotiate({ rtcOfferConstraints: { iceRestart: true } });
  });
  return isAsked;
}
