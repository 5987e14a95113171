/** What a call is asked for, and what is told of it. */

import type { IceServers } from "./ice_servers.ts";
import type { Sending } from "./sending.ts";
import type { Whereabouts } from "./whereabouts.ts";

/** Whom to call, and as whom. */
export interface SipWish {
  /** Of a WebSocket. */
  address: string;
  uri: string;
  authorizationUser: string;
  password: string;
  target: string;
}

/** Why there is no call (any more), as the server, the switch and the browser have said it. */
export interface CallFailure {
  step: "connecting" | "signing-in" | "calling" | "talking";
  address: string;
  /** JsSIP's name for it. */
  cause?: string | undefined;
  /** The SIP status, if the server answered. */
  status?: number | undefined;
  /** Why the switch hung up, by its name: `refused`, `not_open`. */
  said?: string | undefined;
  /** Words of a person: UTF-8 in base64url, as the switch brings them. */
  words?: string | undefined;
}

export type Stage =
  | { name: "idle"; failure: CallFailure | null }
  | { name: "connecting" }
  | { name: "signing-in" }
  | { name: "calling"; ringing: boolean }
  /** `trouble`: the connection to the server is lost, or sound and picture are interrupted. */
  | { name: "talking"; since: number; trouble: "server" | "media" | null; waiting: boolean };

export interface JoinOptions {
  iceServers?: RTCIceServer[];
  /** Asks for others when their passwords have ended: before the call, and before another way, a call made again and a screen. */
  askIceServers?: () => Promise<RTCIceServer[]>;
  /** Asks where to call now: before the call, before one that is made again, and when it was refused for now or lost. */
  askWhere?: () => Promise<SipWish>;
  /** What the caller is called, where the switch does not know it. */
  displayName?: string;
}

/** What a call, and one that is made again, is made of. */
export interface Wanted {
  where: Whereabouts;
  displayName: string;
  servers: IceServers;
  sending: Sending;
}
