/** Watching a conference without being in it (docs/observing.md): asked for, called, and asked for again when the call is over. */

import type { Api } from "../api.ts";
import { IceServers } from "../call/ice_servers.ts";
import { Phone } from "../call/phone.ts";
import type { CallFailure, Stage } from "../call/shapes.ts";
import type { SipLibrary } from "../call/sip.ts";
import { sipOf } from "../entry/entrance.ts";
import { filled } from "../paths.ts";
import { Problem } from "../problem.ts";
import type { Schemas } from "../types.ts";

/** A call that was watched and is over is made again after this, and then less and less often. */
const AGAIN_MILLISECONDS = [1_000, 3_000, 10_000];
/** A call that stands and brings nothing by then has no way for its picture. */
const WAY_MILLISECONDS = 15_000;
const CONNECTED: readonly string[] = ["connected", "completed"];
/** A node that is gone counts as lost after 20 s (docs/fleet.md); then the API names another one. */
const BROKEN_MILLISECONDS = 8_000;
const MOST_FAILURES = 4;
const UNAVAILABLE = 503;
/** A call that lasted so long is no failure, however it ended. */
const LASTED_MILLISECONDS = 30_000;

export type Watching =
  | { name: "connecting" }
  | { name: "watching"; picture: MediaStream }
  /** It is not tried again: the API, the server or the switch has refused it, or this page may not call that server. */
  | { name: "refused"; why: Problem | CallFailure | Error };

export interface ObserveOptions {
  api: Api;
  conference: string;
  /** JsSIP has all of it. */
  library: SipLibrary;
  /** Those that this page may call; left out, whichever the API names. */
  servers?: readonly string[];
  tell: (now: Watching) => void;
}

/** Whether the same may be answered otherwise in a moment: nobody answered, or cannot now. */
const mayPass = (why: unknown): boolean =>
  why instanceof Problem && (why.status === 0 || why.status === 429 || why.status >= 500);

/** Whether the conference may be on another server by now: this one is gone, or refuses the call for now. */
const maybeElsewhere = ({ step, status, cause }: CallFailure): boolean =>
  step === "connecting" || status === UNAVAILABLE || cause === "Connection Error";

/** Sends nothing: neither sound nor picture of whoever watches ever leaves the browser. */
export class Observation {
  private readonly phone: Phone;
  private picture: MediaStream | null = null;
  private peer: RTCPeerConnection | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private over = false;
  private tries = 0;
  /** Of calls that brought nothing, one after the other. */
  private failures = 0;
  private broken: ReturnType<typeof setTimeout> | undefined;
  private since = 0;
  private servers = new IceServers();

  constructor(private readonly options: ObserveOptions) {
    this.phone = new Phone(
      options.library,
      (stage) => this.moved(stage),
      (picture) => this.shown(picture),
    );
    this.begin();
  }

  /** The call's connection, for whoever measures it. */
  get connection(): RTCPeerConnection | null {
    return this.phone.connection;
  }

  /** Watches no more; nothing is told after it. */
  stop(): void {
    this.over = true;
    clearTimeout(this.timer);
    clearTimeout(this.broken);
    this.phone.leave();
  }

  private begin(): void {
    this.tell({ name: "connecting" });
    this.call().catch((why: unknown) => {
      if (mayPass(why)) this.again();
      else this.refuse(why instanceof Error ? why : new Error(String(why)));
    });
  }

  private async call(): Promise<void> {
    const { api, conference, servers } = this.options;
    const where = filled("/v1/conferences/{conference}/observers", { conference });
    const told = (await api.write("POST", where)) as Schemas["Observation"];
    if (this.over) return;
    const sip = sipOf(told, servers);
    const iceServers = told.ice_servers.map(({ urls, username, credential }) => ({
      urls: [...urls],
      ...(username ? { username, credential: credential ?? "" } : {}),
    }));
    this.servers = new IceServers(iceServers);
    this.phone.join(sip, new MediaStream(), { iceServers });
  }

  private shown(picture: MediaStream): void {
    this.picture = picture;
    const peer = this.phone.connection;
    if (peer && peer !== this.peer) {
      this.peer = peer;
      peer.addEventListener("iceconnectionstatechange", () => this.peer === peer && this.wayChanged(peer));
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.refuse({ step: "talking", address: "", cause: "no way" }), WAY_MILLISECONDS);
    }
    this.look();
  }

  private moved(stage: Stage): void {
    if (this.over) return;
    if (stage.name === "talking") this.look();
    // Others come with another user only: without them another way would be looked for in vain.
    if (stage.name === "talking" && stage.trouble === "media" && this.servers.areOver) this.phone.leave();
    if (stage.name !== "idle") return;
    const watched = this.picture !== null;
    this.picture = this.peer = null;
    clearTimeout(this.timer);
    clearTimeout(this.broken);
    this.failures = watched ? 0 : this.failures + 1;
    const { failure } = stage;
    if (failure && !watched && !(maybeElsewhere(failure) && this.failures <= MOST_FAILURES)) this.refuse(failure);
    else this.again();
  }

  /** A user is for one call: where its way does not come back, another one is asked for, and where to call. */
  private wayChanged(peer: RTCPeerConnection): void {
    clearTimeout(this.broken);
    if (["disconnected", "failed"].includes(peer.iceConnectionState))
      this.broken = setTimeout(() => this.phone.leave(), BROKEN_MILLISECONDS);
    this.look();
  }

  /** A picture is one once there is a way for it: FreeSWITCH answers the call without one, too. */
  private look(): void {
    if (this.over || !this.picture || !CONNECTED.includes(this.peer?.iceConnectionState ?? "")) return;
    clearTimeout(this.timer);
    this.since ||= Date.now();
    this.tell({ name: "watching", picture: this.picture });
  }

  /** The call's time is over, the conference has ended, or the way to the switch was lost: what may be is found by asking. */
  private again(): void {
    if (this.over) return;
    if (this.since && Date.now() - this.since > LASTED_MILLISECONDS) this.tries = 0;
    this.since = 0;
    this.tell({ name: "connecting" });
    const wait = AGAIN_MILLISECONDS[Math.min(this.tries, AGAIN_MILLISECONDS.length - 1)];
    this.tries += 1;
    this.timer = setTimeout(() => this.begin(), wait);
  }

  private refuse(why: Problem | CallFailure | Error): void {
    this.tell({ name: "refused", why });
    this.stop();
  }

  private tell(now: Watching): void {
    if (!this.over) this.options.tell(now);
  }
}
