/** Sockets in memory to a feed, with a network that can be cut, and a clock that tests move. */

import { vi } from "vitest";
import { Live, Problem } from "../../src/index.ts";
import type { LiveOptions, Network, Socket, Status, Watched } from "../../src/index.ts";
import { FeedStandIn } from "../feed_stand_in.ts";

export class House {
  readonly feed = new FeedStandIn();
  /** Frames neither come nor go, and nobody is told. */
  hangs = false;
  /** No socket opens. */
  isCut = false;
  /** What the next tickets are refused with. */
  refusals: Problem[] = [];
  tickets = 0;
  /** How many sockets have begun to open. */
  sockets = 0;
  readonly opening = (): Socket => this.socket();
  private lost: () => void = () => undefined;
  private back: () => void = () => undefined;

  readonly network: Network = {
    isOff: false,
    follow: (lost, back) => {
      Object.assign(this, { lost, back });
      return () => undefined;
    },
  };

  live(options: LiveOptions = {}): Live {
    const ticket = () => {
      this.tickets += 1;
      const refusal = this.refusals.shift();
      return refusal ? Promise.reject(refusal) : Promise.resolve({ url: "ws://here/live?ticket=t" });
    };
    return new Live({ ticket }, { open: this.opening, network: this.network, random: () => 0.5, ...options });
  }

  offline(): void {
    this.isCut = true;
    this.lost();
  }

  online(): void {
    this.isCut = false;
    this.back();
  }

  private socket(): Socket {
    this.sockets += 1;
    const listener = {
      send: (data: string) => {
        if (!this.hangs) setTimeout(() => socket.onmessage?.({ data } as never));
      },
      close: () => setTimeout(() => socket.onclose?.({} as never)),
    };
    let hear: ((text: string) => void) | null = null;
    const socket: Socket = {
      ...{ onopen: null, onmessage: null, onclose: null, onerror: null },
      send: (text) => {
        // As browsers do: whoever speaks before it is open is told so.
        if (hear === null) throw new DOMException("still connecting", "InvalidStateError");
        if (!this.hangs) setTimeout(() => hear?.(text));
      },
      close: () => this.feed.disconnect(listener),
    };
    setTimeout(() => {
      if (this.isCut) {
        socket.onerror?.({} as never);
        return;
      }
      hear = this.feed.connect(listener);
      socket.onopen?.({} as never);
    });
    return socket;
  }
}

/** What a page would show: the newest of what it was told. */
export class Page {
  readonly told: Watched[] = [];
  readonly statuses: Status["name"][] = [];
  readonly events: string[] = [];

  constructor(
    readonly live: Live,
    conference = "internal",
  ) {
    live.watch(conference, (watched) => {
      this.told.push(watched);
      this.events.push(...watched.events.map(({ id }) => id));
    });
    live.onStatus(({ name }) => this.statuses.push(name));
  }

  get shown(): Watched | undefined {
    return this.told.at(-1);
  }
}

export const pass = (milliseconds = 100) => vi.advanceTimersByTimeAsync(milliseconds);
