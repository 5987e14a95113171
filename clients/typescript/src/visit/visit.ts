/** A guest's way through a meeting: in by a link, the call, what happens around it, and why it is over. */

import { Api } from "../api.ts";
import { EndingOf, isUnexplained } from "../call/ending.ts";
import type { Ending } from "../call/ending.ts";
import { Phone } from "../call/phone.ts";
import type { CallFailure, Stage } from "../call/shapes.ts";
import { secretFor } from "../entry/browser_secret.ts";
import { iceOf, redeem, sipOf, whereOf } from "../entry/entrance.ts";
import type { Entrance } from "../entry/entrance.ts";
import { keepResume, keptResume, storageOf } from "../entry/kept.ts";
import { Live } from "../live/live.ts";
import type { Watched } from "../live/track.ts";
import { Problem } from "../problem.ts";
import { Devices } from "./devices.ts";
import { PictureMap } from "./picture_map.ts";
import type { Told, VisitOptions } from "./shapes.ts";
import { mayView, subjectOf } from "./token.ts";

/** The feed tells why within a third of a second; a busy server takes longer. */
const REASON_MILLISECONDS = 3_000;

export class Visit {
  readonly api: Api;
  /** Chat, hands: `new Chat(visit.api, visit.live, …)`, `visit.live.hand(…)`; null outside a call. */
  live: Live | null = null;
  readonly phone: Phone;
  /** Who one is in the meeting, for `callsOf` and hands. */
  readonly subject: string;
  private readonly map: PictureMap;
  private ending: EndingOf;
  private watched: Watched | null = null;
  private wasIn = false;
  private isCalling = false;
  private readonly devices = new Devices();
  /** How often it was called: what is found out of an earlier call is told no more. */
  private calls = 0;

  private constructor(
    readonly entrance: Entrance,
    private readonly told: Told,
    private readonly options: VisitOptions,
  ) {
    const { token, conference } = entrance;
    this.api = new Api({ ...(options.url !== undefined && { url: options.url }), token, ...fetchOf(options) });
    this.subject = subjectOf(token);
    this.ending = new EndingOf(this.subject);
    this.map = new PictureMap(
      () => this.api.canvas(conference),
      () => this.watched && this.tellAround({ ...this.watched, events: [] }),
    );
    this.phone = new Phone(
      options.jssip,
      (stage) => this.moved(stage),
      (stream) => told.picture?.(stream),
    );
  }

  /**
   * Comes in by a link's code (`codeIn(location.hash)`), or with null by what this tab was given before its reload.
   *
   * @throws Problem why nobody comes in, by its `code` (docs/entries.md); null and nothing kept: `entry_unknown`.
   */
  static async open(code: string | null, told: Told, options: VisitOptions): Promise<Visit> {
    const { local, session } = options.storage ?? browsersOwn();
    const resume = code === null ? keptResume(session) : null;
    if (code === null && resume === null)
      throw new Problem(404, { code: "entry_unknown", detail: "this page was opened without a link" });
    const wish = code === null ? { resume: resume ?? "" } : { code, browser: await secretFor(code, local) };
    try {
      const entrance = await redeem(wish, options);
      keepResume(session, entrance.resume);
      return new Visit(entrance, told, options);
    } catch (error) {
      // What is over for good is asked for no more; what is too early, or not answered, is.
      if (error instanceof Problem && (error.status === 410 || error.code === "entry_unknown"))
        keepResume(session, null);
      throw error;
    }
  }

  /**
   * Calls into the meeting; does nothing while a call is under way, so a double click is one.
   *
   * @param name what one is called where the link has no name
   */
  join(own: MediaStream, name = ""): void {
    if (this.isCalling) return;
    const { entrance, options } = this;
    const sip = sipOf(entrance, options.servers);
    this.calls += 1;
    this.rest();
    this.ending = new EndingOf(this.subject);
    this.wasIn = false;
    const asking = { ...iceOf(entrance, options), ...whereOf(entrance, options) };
    this.phone.join(sip, own, { ...asking, displayName: entrance.name || name });
  }

  /**
   * Asks for camera and microphone, such as with `getUserMedia`, then calls. Both happen once, however often it is clicked; what was opened
   * is closed when the call is over, and at once where one has left meanwhile.
   *
   * @throws Error as `ask` does
   */
  async joinWith(ask: () => Promise<MediaStream>, name = ""): Promise<void> {
    if (this.isCalling) return;
    const own = await this.devices.open(ask);
    if (!own) return;
    try {
      this.join(own, name);
    } catch (error) {
      this.devices.close();
      throw error;
    }
  }

  /** Ends the call, or gives up what it still waits for; `join` calls again. */
  leave(): void {
    this.devices.close();
    this.phone.leave();
  }

  private moved(stage: Stage): void {
    const { calls } = this;
    this.isCalling = stage.name !== "idle";
    if (!this.isCalling) this.devices.close();
    if (stage.name === "talking") this.wasIn = true;
    // Whoever waits to be let in is told nothing of the meeting.
    if (stage.name === "talking" && !stage.waiting) this.follow();
    this.told.stage?.(stage);
    // Whoever was told may have called again at once.
    if (stage.name === "idle" && calls === this.calls) void this.ended(stage.failure);
  }

  private follow(): void {
    const { conference, token } = this.entrance;
    if (this.live || !mayView(token)) return;
    this.live = new Live(this.api, this.options.live);
    this.live.watch(conference, (watched) => {
      this.watched = watched;
      this.ending.see(watched);
      this.map.see(watched.conference ?? null);
      this.tellAround(watched);
    });
  }

  private tellAround(watched: Watched): void {
    const { conference } = watched;
    this.told.around?.({ ...watched, places: conference ? this.map.places(conference, this.subject) : [] });
  }

  private async ended(failure: CallFailure | null): Promise<void> {
    const { live, calls } = this;
    // The switch says the same for a removal, an end and a lock: the feed knows which it was.
    const ending = live && this.wasIn && isUnexplained(failure) ? await this.reason(live) : null;
    // Another call has begun meanwhile: it is not over.
    if (this.calls !== calls) return;
    this.rest();
    this.told.over?.({ failure, ending });
  }

  private reason(live: Live): Promise<Ending | null> {
    const { ending } = this;
    return new Promise((found) => {
      let stop: () => void = () => undefined;
      const done = () => {
        clearTimeout(timer);
        stop();
        found(ending.why);
      };
      const timer = setTimeout(done, REASON_MILLISECONDS);
      stop = live.watch(this.entrance.conference, () => {
        if (ending.why !== null) done();
      });
    });
  }

  private rest(): void {
    this.live?.close();
    this.live = null;
    this.watched = null;
    this.map.close();
  }
}

const browsersOwn = () => ({ local: storageOf("localStorage"), session: storageOf("sessionStorage") });

const fetchOf = ({ fetch }: VisitOptions) => (fetch ? { fetch } : {});
