/** The SIP user agent of one caller. */

import type { SipWish } from "./shapes.ts";
import type { SipAgent, SipLibrary, SipSocket } from "./sip.ts";

/** A server that does not even refuse leaves a browser waiting for a minute or more. */
export const CONNECT_MILLISECONDS = 15_000;
const REGISTER_SECONDS = 300;
const RECONNECT_SECONDS = 4;
const AT_ONCE_SECONDS = 1;
/** As a browser tells a socket that was lost (RFC 6455, 7.1.5). */
const SILENT_CODE = 1006;

export interface CallersAgent extends SipAgent {
  /** Lets go of a socket on which nobody answers; the agent opens another and signs in. Nothing while there is none. */
  reconnect: () => void;
}

/** Not started yet; `displayName` is what the caller is called where the switch does not know it. */
export function agentFor({ UA, WebSocketInterface }: SipLibrary, sip: SipWish, displayName = ""): CallersAgent {
  const socket = new WebSocketInterface(sip.address) as SipSocket;
  const agent = new UA({
    sockets: socket as never,
    uri: sip.uri,
    authorization_user: sip.authorizationUser,
    password: sip.password,
    ...(displayName ? { display_name: displayName } : {}),
    register_expires: REGISTER_SECONDS,
    // The switch learns by it that a caller who only listens is still there.
    session_timers: true,
    connection_recovery_min_interval: AT_ONCE_SECONDS,
    connection_recovery_max_interval: RECONNECT_SECONDS,
  }) as SipAgent;
  const reconnect = () => {
    if (!agent.isConnected()) return;
    // JsSIP's interface of sockets: one that is told to close says nothing of it by itself.
    socket.disconnect();
    socket.ondisconnect(true, SILENT_CODE, "nobody answers");
  };
  return Object.assign(agent, { reconnect });
}
