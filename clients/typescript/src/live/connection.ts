/**
 * One WebSocket after the other: each begins with a ticket, each try has an end, and the next follows after a pause.
 *
 * What is said over it, and what it tells, is somebody else's.
 */

import { Problem } from "../problem.ts";
import type { ClientFrame, ServerFrame } from "../types.ts";
import type { Network, OpenSocket, Socket } from "./socket.ts";

const OPEN_MILLISECONDS = 10_000;
const PONG_MILLISECONDS = 10_000;
const FIRST_PAUSE_MILLISECONDS = 500;
const LAST_PAUSE_MILLISECONDS = 30_000;
// Whoever is told that it may not will be told so again.
const NO_USE: readonly number[] = [400, 401, 403, 404, 422];

export type Status =
  | { name: "connecting" }
  /** What is shown is what is. */
  | { name: "live" }
  /** Until the next try, in milliseconds since 1970. */
  | { name: "waiting"; until: number }
  /** The machine has no network; it goes on when there is one again. */
  | { name: "offline" }
  /** The token is refused and there is no other: it does not go on. */
  | { name: "refused"; problem: Problem }
  | { name: "closed" };

export interface ConnectionOptions {
  ticket: () => Promise<{ url: string }>;
  open: OpenSocket;
  network: Network;
  pingMilliseconds: number;
  /** Between 0 and 1: so that not everybody comes back at once. */
  random: () => number;
}

export interface Listener {
  /** It is open: what is said now is said on it first. */
  opened(): void;
  lost(): void;
  told(frame: ServerFrame): void;
  status(status: Status): void;
}

export class Connection {
  status: Status = { name: "connecting" };
  private socket: Socket | null = null;
  /** Counts the tries: what an earlier one brings is for nobody. */
  private attempt = 0;
  private failures = 0;
  private next: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private readonly unfollow: () => void;

  constructor(
    private readonly options: ConnectionOptions,
    private readonly listener: Listener,
  ) {
    this.unfollow = options.network.follow(
      () => this.offline(),
      () => this.online(),
    );
    if (options.network.isOff) this.set({ name: "offline" });
    else void this.connect();
  }

  say(frame: ClientFrame): void {
    this.socket?.send(JSON.stringify(frame));
  }

  /** Asks at once whether it is still connected and has missed nothing. */
  check(): void {
    if (this.status.name === "live") this.ping();
    else if (this.status.name === "waiting") this.online();
  }

  close(): void {
    this.unfollow();
    this.drop();
    this.set({ name: "closed" });
  }

  private async connect(): Promise<void> {
    const attempt = (this.attempt += 1);
    clearTimeout(this.next);
    this.set({ name: "connecting" });
    this.silence = setTimeout(() => this.failed(), OPEN_MILLISECONDS);
    try {
      const { url } = await this.options.ticket();
      if (attempt === this.attempt) this.open(url);
    } catch (error) {
      if (attempt === this.attempt) this.failed(error);
    }
  }

  private open(url: string): void {
    const socket = this.options.open(url);
    const mine = (then: () => void) => () => (socket === this.socket ? then() : undefined);
    this.socket = socket;
    socket.onopen = mine(() => {
      this.listener.opened();
      this.ping();
    });
    socket.onmessage = ({ data }: { data: unknown }) => {
      if (socket === this.socket && typeof data === "string") this.told(data);
    };
    socket.onclose = socket.onerror = mine(() => this.failed());
  }

  private told(text: string): void {
    const frame = parsed(text);
    if (!frame) return;
    if (frame.type === "pong") {
      this.failures = 0;
      clearTimeout(this.silence);
      clearTimeout(this.next);
      this.next = setTimeout(() => this.ping(), this.options.pingMilliseconds);
    }
    this.listener.told(frame);
    // After it was told: whoever hears that it is live has what there is.
    if (frame.type === "pong" && this.status.name === "connecting") this.set({ name: "live" });
  }

  private ping(): void {
    clearTimeout(this.next);
    clearTimeout(this.silence);
    // Whoever does not answer hangs, whatever the network says.
    this.silence = setTimeout(() => this.failed(), PONG_MILLISECONDS);
    this.say({ type: "ping" });
  }

  private failed(error: unknown = null): void {
    const wasLive = this.status.name === "live";
    this.drop();
    const problem = error instanceof Problem ? error : null;
    if (problem && NO_USE.includes(problem.status)) {
      this.set({ name: "refused", problem });
      return;
    }
    // One that was well may come back at once: every connection ends after two hours.
    this.failures = wasLive ? 0 : this.failures + 1;
    const pause = this.pause(problem?.retryAfterSeconds ?? 0);
    this.next = setTimeout(() => void this.connect(), pause);
    this.set({ name: "waiting", until: Date.now() + pause });
  }

  private pause(atLeastSeconds: number): number {
    const longest = Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** this.failures, LAST_PAUSE_MILLISECONDS);
    return Math.max(longest * (0.5 + this.options.random() / 2), atLeastSeconds * 1000);
  }

  private offline(): void {
    if (this.isOver()) return;
    this.drop();
    this.set({ name: "offline" });
  }

  private online(): void {
    if (this.status.name !== "offline" && this.status.name !== "waiting") return;
    this.failures = 0;
    void this.connect();
  }

  private isOver(): boolean {
    return this.status.name === "closed" || this.status.name === "refused";
  }

  private drop(): void {
    this.attempt += 1;
    clearTimeout(this.next);
    clearTimeout(this.silence);
    const { socket } = this;
    this.socket = null;
    if (!socket) return;
    socket.close();
    this.listener.lost();
  }

  private set(status: Status): void {
    this.status = status;
    this.listener.status(status);
  }
}

function parsed(text: string): ServerFrame | null {
  try {
    const frame: unknown = JSON.parse(text);
    const known = typeof frame === "object" && frame !== null && "type" in frame;
    return known ? (frame as ServerFrame) : null;
  } catch {
    // Half a frame is none; what it brought will be missing and be asked for.
    return null;
  }
}
