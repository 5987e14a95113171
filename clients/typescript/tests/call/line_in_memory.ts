/** A SIP library that does what tests tell it; it is a stream, too, for there is none outside a browser. */

type Told = Record<string, unknown>;

export class Track {
  isOpen = true;
  constructor(
    readonly kind: "audio" | "video",
    readonly name: string,
  ) {}
  stop(): void {
    this.isOpen = false;
  }
}

export const asTrack = (track: Track): MediaStreamTrack => track as unknown as MediaStreamTrack;

/** Sends another track at once; `slow`: when `go` is called, or never; `refuses`: not at all, with that. */
export class Sender {
  slow = false;
  refuses: Error | null = null;
  go: () => void = () => undefined;
  constructor(public track: Track) {}
  replaceTrack = async (track: Track): Promise<void> => {
    if (this.refuses) throw this.refuses;
    if (this.slow) await new Promise<void>((go) => (this.go = go));
    this.track = track;
  };
}

export class Session {
  senders: Sender[] = [];
  readonly connection = Object.assign(new EventTarget(), {
    iceConnectionState: "new",
    signalingState: "stable",
    getSenders: () => this.senders,
    getConfiguration: () => ({ rtcpMuxPolicy: "require" }),
    setConfiguration: (given: RTCConfiguration) => (this.given = given),
  });
  /** What its connection was given since it was made. */
  given: RTCConfiguration | null = null;
  over = false;
  restarts = 0;
  readonly keys: string[] = [];
  private isAnswered = false;
  constructor(
    readonly target: string,
    readonly options: {
      extraHeaders?: string[];
      mediaStream?: Line;
      pcConfig?: RTCConfiguration;
      eventHandlers: Record<string, (told: Told) => void>;
    },
  ) {
    this.say("peerconnection", { peerconnection: this.connection });
    // As JsSIP does: it reads the tracks a moment later.
    void Promise.resolve().then(() => {
      this.senders = (options.mediaStream?.getTracks() ?? []).map((track) => new Sender(track));
    });
  }
  /** The names of what it sends. */
  get sent(): string[] {
    return this.senders.map(({ track }) => track.name);
  }
  say(event: string, told: Told = {}): void {
    if (event === "confirmed") this.isAnswered = true;
    this.options.eventHandlers[event]?.(told);
  }
  /** The switch ends it; `headers` are those of its BYE. */
  hangUp(headers: Record<string, string> = {}): void {
    const message = { method: "BYE", getHeader: (name: string) => headers[name] };
    this.say("ended", { originator: "remote", cause: "Terminated", message });
  }
  /** JsSIP itself ends it, and closes its connection before it says so. */
  giveUp(cause: string): void {
    this.over = true;
    this.connection.signalingState = "closed";
    this.say("ended", { originator: "local", cause, message: null });
  }
  become(state: string): void {
    this.connection.iceConnectionState = state;
    this.connection.dispatchEvent(new Event("iceconnectionstatechange"));
  }
  /** A part of the conference's picture arrives. */
  bring(): void {
    this.connection.dispatchEvent(Object.assign(new Event("track"), { track: new Track("video", "conference") }));
  }
  renegotiate(): boolean {
    this.restarts += 1;
    return true;
  }
  sendDTMF(key: string): void {
    if (!this.isEstablished()) throw new Error("Invalid status");
    this.keys.push(key);
  }
  terminate(): void {
    if (this.over) return;
    this.over = true;
    const [event, cause] = this.isAnswered ? ["ended", "Terminated"] : ["failed", "Canceled"];
    this.say(event, { originator: "local", cause, message: null });
  }
  isEnded(): boolean {
    return this.over;
  }
  isEstablished(): boolean {
    return this.isAnswered && !this.over;
  }
}

/** As JsSIP's: closed by whoever has it, it says nothing of that. */
export class Socket {
  isOpen = true;
  constructor(readonly address: string) {}
  ondisconnect: (...told: unknown[]) => void = () => undefined;
  disconnect(): void {
    this.isOpen = false;
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
  constructor(readonly settings: Told & { sockets?: Socket }) {}
  on(event: string, handler: (told: Told) => void): void {
    this.handlers[event] = handler;
  }
  start(): void {
    started.push(this);
  }
  stop(): void {
    this.stopped = true;
    for (const session of this.sessions) session.terminate();
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
  /** The server answers whoever has asked whether it is there. */
  isThere(): void {
    this.handlers.registered?.({});
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
  static readonly WebSocketInterface = Socket;
  private tracks: Track[];
  constructor(tracks: unknown = []) {
    this.tracks = Array.isArray(tracks) ? (tracks as Track[]).slice() : [];
  }
  getTracks(): Track[] {
    return this.tracks.slice();
  }
  getVideoTracks(): EventTarget[] {
    return [];
  }
  addTrack(track: Track): void {
    this.tracks.push(track);
  }
  removeTrack(track: Track): void {
    this.tracks = this.tracks.filter((one) => one !== track);
  }
}

export const stream = (...tracks: Track[]): MediaStream => new Line(tracks) as unknown as MediaStream;
