/** A SIP library that does what tests tell it; it is a stream, too, for there is none outside a browser. */

type Told = Record<string, unknown>;

export class Session {
  readonly connection = Object.assign(new EventTarget(), { iceConnectionState: "new", getSenders: () => [] });
  over = false;
  restarts = 0;
  constructor(
    readonly target: string,
    readonly options: { extraHeaders?: string[]; eventHandlers: Record<string, (told: Told) => void> },
  ) {
    this.say("peerconnection", { peerconnection: this.connection });
  }
  say(event: string, told: Told = {}): void {
    this.options.eventHandlers[event]?.(told);
  }
  /** The switch ends it; `headers` are those of its BYE. */
  hangUp(headers: Record<string, string> = {}): void {
    const message = { method: "BYE", getHeader: (name: string) => headers[name] };
    this.say("ended", { originator: "remote", cause: "Terminated", message });
  }
  become(state: string): void {
    this.connection.iceConnectionState = state;
    this.connection.dispatchEvent(new Event("iceconnectionstatechange"));
  }
  renegotiate(): boolean {
    this.restarts += 1;
    return true;
  }
  terminate(): void {
    this.over = true;
  }
  isEnded(): boolean {
    return this.over;
  }
}

const started: Agent[] = [];

/** Those that were started, the latest last. */
export const agents = (): Agent[] => started;

export class Agent {
  readonly handlers: Record<string, (told: Told) => void> = {};
  readonly sessions: Session[] = [];
  stopped = false;
  connected = true;
  constructor(readonly settings: Told) {}
  on(event: string, handler: (told: Told) => void): void {
    this.handlers[event] = handler;
  }
  start(): void {
    started.push(this);
  }
  stop(): void {
    this.stopped = true;
  }
  isConnected(): boolean {
    return this.connected;
  }
  /** How often the page itself has asked to be signed in. */
  registers = 0;
  register(): void {
    this.registers += 1;
  }
  call(target: string, options: Session["options"]): Session {
    const session = new Session(target, options);
    this.sessions.push(session);
    return session;
  }
  /** Signs in, and the call is answered; `waiting` as its answer's header says it. */
  answer(waiting?: string): Session {
    this.handlers.connected?.({});
    this.handlers.registered?.({});
    const session = this.sessions.at(-1)!;
    session.say("accepted", { response: { getHeader: () => waiting } });
    session.say("confirmed");
    return session;
  }
}

export class Line {
  static readonly UA = Agent;
  static readonly WebSocketInterface = Object;
  getTracks(): never[] {
    return [];
  }
  getVideoTracks(): never[] {
    return [];
  }
}

export const stream = (): MediaStream => new Line() as unknown as MediaStream;
