/** The SIP user agent of one caller. */

import type { SipWish } from "./shapes.ts";
import type { SipAgent, SipLibrary } from "./sip.ts";

/** A server that does not even refuse leaves a browser waiting for a minute or more. */
export const CONNECT_MILLISECONDS = 15_000;
const REGISTER_SECONDS = 300;
const RECONNECT_SECONDS = 4;

/** Not started yet; `displayName` is what the caller is called where the switch does not know it. */
export function agentFor({ UA, WebSocketInterface }: SipLibrary, sip: SipWish, displayName = ""): SipAgent {
  return new UA({
    sockets: new WebSocketInterface(sip.address) as never,
    uri: sip.uri,
    authorization_user: sip.authorizationUser,
    password: sip.password,
    ...(displayName ? { display_name: displayName } : {}),
    register_expires: REGISTER_SECONDS,
    // The switch learns by it that a caller who only listens is still there.
    session_timers: true,
    connection_recovery_max_interval: RECONNECT_SECONDS,
  }) as SipAgent;
}
