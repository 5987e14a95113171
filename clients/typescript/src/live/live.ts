/** What happens, as it happens: any number of conferences over one connection that comes back by itself. */

import { Problem } from "../problem.ts";
import type { ProblemFrame, ServerFrame } from "../types.ts";
import { Connection } from "./connection.ts";
import type { Status } from "./connection.ts";
import { HandWishes } from "./hand_wishes.ts";
import { isHandUp } from "./hands.ts";
import type { Whose } from "./hands.ts";
import { Movers } from "./movers.ts";
import { networkOfBrowser, socketsOfMachine } from "./socket.ts";
import type { Network, OpenSocket } from "./socket.ts";
import { Track } from "./track.ts";
import type { Watched } from "./track.ts";

const PING_SECONDS = 60;
/** How long after a doubt it is looked again. */
const DOUBT_MILLISECONDS = 2_000;
const EVERY = "*";
// Whoever was let in a moment ago may be told so before the rows know it.
const NOT_INSIDE = "not_inside";
// What the server asks to try again; any other problem stays one.
const PASSING: readonly number[] = [429, 500, 502, 503, 504];

export interface LiveOptions {
  /** How often it asks whether it has missed the last event: at most every 500 s, for a silent connection is ended. */
  pingSeconds?: number;
  /** Such as `(url) => new WebSocket(url)` of the package `ws`, for Node before 22. */
  open?: OpenSocket;
  network?: Network;
  random?: () => number;
}

type Tell<T> = (told: T) => void;
interface Following {
  track: Track;
  listeners: Set<Tell<Watched>>;
}

export class Live {
  readonly movers = new Movers((frame) => this.connection.say(frame));
  private readonly following = new Map<string, Following>();
  private readonly statusListeners = new Set<Tell<Status>>();
  private readonly listListeners = new Set<() => void>();
  private readonly connection: Connection;
  private readonly wishes = new HandWishes((frame) => this.connection.say(frame));
  private isOpen = false;
  private doubting: ReturnType<typeof setTimeout> | undefined;

  constructor(api: { ticket: () => Promise<{ url: string }> }, options: LiveOptions = {}) {
    this.connection = new Connection(
      {
        ticket: () => api.ticket(),
        open: options.open ?? socketsOfMachine(),
        network: options.network ?? networkOfBrowser,
        pingMilliseconds: (options.pingSeconds ?? PING_SECONDS) * 1000,
        random: options.random ?? Math.random,
      },
      {
        opened: () => this.opened(),
        lost: () => this.lost(),
        told: (frame) => this.told(frame),
        status: (status) => this.statusListeners.forEach((tell) => tell(status)),
      },
    );
  }

  get status(): Status {
    return this.connection.status;
  }

  /** Tells how a conference is now, and again after everything that happens. Returns how to be told no more. */
  watch(conference: string, tell: Tell<Watched>): () => void {
    const found = this.following.get(conference) ?? this.begin(conference);
    found.listeners.add(tell);
    const { watched } = found.track;
    if (watched.conference !== undefined || watched.problem) tell(watched);
    return () => {
      found.listeners.delete(tell);
      if (found.listeners.size === 0 && this.following.get(conference) === found) this.end(conference, found.track);
    };
  }

  /** Tells when conferences have begun or ended, or may have meanwhile: `api.conferences()` says which there are. */
  watchList(tell: () => void): () => void {
    if (this.listListeners.size === 0 && this.isOpen) this.connection.say({ type: "subscribe", conference: EVERY });
    this.listListeners.add(tell);
    return () => {
      this.listListeners.delete(tell);
      if (this.listListeners.size === 0 && this.isOpen) this.connection.say({ type: "unsubscribe", conference: EVERY });
    };
  }

  /**
   * Sees to it that a hand is up, or down, in a conference that is watched: one's own by one's token's subject, and with
   * the abilities of a host a member's (`uuid`) or that of somebody who is in a page only. Done is it once it shows so.
   *
   * @throws Problem it may not be, or nobody answered.
   */
  async hand(conference: string, raised: boolean, whose: Whose): Promise<void> {
    const now = this.track(conference)?.watched.conference;
    if (now && isHandUp(now, whose) === raised) return;
    if (!now || !this.isOpen) throw new Problem(0);
    await this.wishes.move(conference, raised, whose);
  }

  onStatus(tell: Tell<Status>): () => void {
    this.statusListeners.add(tell);
    tell(this.status);
    return () => this.statusListeners.delete(tell);
  }

  /** Asks at once whether anything was missed: for a page that is looked at again. */
  check(): void {
    this.connection.check();
  }

  close(): void {
    clearTimeout(this.doubting);
    this.connection.close();
  }

  private begin(conference: string): Following {
    const listeners = new Set<Tell<Watched>>();
    const track = new Track(
      conference,
      (frame) => this.connection.say(frame),
      (watched) => {
        listeners.forEach((tell) => tell(watched));
        this.wishes.see(conference, watched.conference ?? null);
      },
      () => this.doubt(),
    );
    const found = { track, listeners };
    this.following.set(conference, found);
    if (this.isOpen) track.ask();
    return found;
  }

  private end(conference: string, track: Track): void {
    track.rest();
    this.following.delete(conference);
    if (this.isOpen) this.connection.say({ type: "unsubscribe", conference });
  }

  private opened(): void {
    this.isOpen = true;
    if (this.listListeners.size > 0) this.connection.say({ type: "subscribe", conference: EVERY });
    for (const { track } of this.following.values()) track.ask();
    this.movers.opened();
    this.listListeners.forEach((tell) => tell());
  }

  private lost(): void {
    this.isOpen = false;
    this.wishes.giveUp();
    this.movers.rest();
    for (const { track } of this.following.values()) track.rest();
  }

  private told(frame: ServerFrame): void {
    switch (frame.type) {
      case "snapshot":
        this.track(frame.name)?.snapshot(frame);
        break;
      case "events":
        this.track(frame.conference)?.take(frame.events);
        if (frame.events.some(({ type }) => type === "conference.started" || type === "conference.ended"))
          this.listListeners.forEach((tell) => tell());
        break;
      case "gap":
        this.track(frame.conference)?.gap();
        break;
      case "moving":
        this.movers.take(frame);
        break;
      case "pong":
        for (const [name, { track }] of this.following) track.pong(frame.seqs[name], frame.nodes[name]);
        break;
      case "problem":
        this.refused(frame);
    }
  }

  private refused({ id, conference, problem, retry_after = null }: ProblemFrame): void {
    const told = new Problem(problem.status, problem, retry_after);
    // With an id it is about something that was said, and the conference is told all the same.
    if (id) this.wishes.refuse(id, told);
    else if (conference && problem.code === NOT_INSIDE) this.track(conference)?.notYet();
    else if (conference && !PASSING.includes(problem.status)) this.track(conference)?.refused(told);
  }

  private track(conference: string): Track | undefined {
    return this.following.get(conference)?.track;
  }

  private doubt(): void {
    clearTimeout(this.doubting);
    this.doubting = setTimeout(() => this.check(), DOUBT_MILLISECONDS);
  }
}
