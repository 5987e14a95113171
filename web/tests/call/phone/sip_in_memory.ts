/** As much of a SIP library as a call needs that does what a test tells it. */

type Told = Record<string, unknown>;
type Handlers = Record<string, ((told: Told) => void) | undefined>;

const started: Agent[] = [];

/** Those that were started, the latest last. */
export const agents = (): Agent[] => started;

export class Agent {
  readonly handlers: Handlers = {};
  private connection: EventTarget | null = null;
  private events: Handlers = {};

  on(event: string, handler: (told: Told) => void): void {
    this.handlers[event] = handler;
  }
  start(): void {
    started.push(this);
  }
  stop = (): void => undefined;
  isConnected = (): boolean => true;

  call(_: string, { eventHandlers }: { eventHandlers: Handlers }): unknown {
    this.connection = Object.assign(new EventTarget(), { iceConnectionState: "new", getSenders: () => [] });
    this.events = eventHandlers;
    eventHandlers.peerconnection?.({ peerconnection: this.connection });
    return { connection: this.connection, isEnded: () => false, isEstablished: () => true, terminate: () => undefined };
  }

  /** Signs in, and the call is answered. */
  answer(): void {
    this.handlers.connected?.({});
    this.handlers.registered?.({});
    this.events.accepted?.({ response: { getHeader: () => undefined } });
    this.events.confirmed?.({});
  }

  /** A part of the conference's picture arrives. */
  bring(): void {
    this.connection?.dispatchEvent(Object.assign(new Event("track"), { track: {} }));
  }
}
