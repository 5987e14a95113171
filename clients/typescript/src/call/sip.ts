/** What a call needs of a SIP library: JsSIP has all of it, so `import * as jssip from "jssip"` is one. */

// Of any event: whoever listens says which.
type Handler = (event: never) => void;

/** A request or an answer, as far as it is read. */
export interface SipMessage {
  status_code?: number;
  method?: string;
  getHeader(name: string): string | undefined;
}

export interface SipSession {
  readonly connection: RTCPeerConnection;
  sendDTMF(key: string, options: { transportType: "RFC2833" | "INFO" }): void;
  renegotiate(options: { rtcOfferConstraints: RTCOfferOptions }): boolean;
  terminate(): void;
  isEnded(): boolean;
  isEstablished(): boolean;
}

export interface SipCallOptions {
  mediaStream: MediaStream;
  pcConfig: RTCConfiguration;
  rtcOfferConstraints: RTCOfferOptions;
  extraHeaders?: string[];
  fromDisplayName?: string;
  eventHandlers: Record<string, Handler>;
}

export interface SipAgent {
  start(): void;
  stop(): void;
  on(event: string, handler: Handler): unknown;
  call(target: string, options: SipCallOptions): SipSession;
  isConnected(): boolean;
  register(): void;
}

/** A socket as the agent uses it. */
export interface SipSocket {
  disconnect(): void;
  /** Set by the agent: the socket is lost. */
  ondisconnect(error: boolean, code: number, reason: string): void;
}

export interface SipLibrary {
  UA: new (settings: {
    sockets: never;
    uri: string;
    authorization_user: string;
    password: string;
    display_name?: string;
    register_expires: number;
    session_timers: boolean;
    connection_recovery_min_interval: number;
    connection_recovery_max_interval: number;
  }) => unknown;
  WebSocketInterface: new (address: string) => unknown;
}
