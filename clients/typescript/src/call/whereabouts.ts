/** Where a call goes: asked for before each one, for by now the conference may be on another server (docs/fleet.md). */

import type { EndEvent } from "./failure.ts";
import type { SipWish } from "./shapes.ts";

/** Whoever wants to talk waits no longer for an answer: it may be where it was. */
const WAIT_MILLISECONDS = 3_000;
/** So often, and after so long, it is asked where a call that was refused or lost can be made. */
const PAUSES = [0, 3_000, 5_000];
/** A call that stood so long was lost by something new. */
const STOOD_MILLISECONDS = 30_000;
/** While the server of a call is gone: another one is told 20 s after it was lost. */
const SEARCH_MILLISECONDS = [2_000, 4_000, 4_000, 6_000, 6_000, 8_000, 15_000, 30_000];
/** Twenty minutes. */
const MOST_SEARCHES = 40;

const UNAVAILABLE = 503;
/** As FreeSWITCH says in a BYE (Reason) why it ends a call that nobody has ended. */
const LOST =
  /text="(?:MEDIA_TIMEOUT|NORMAL_TEMPORARY_FAILURE|SYSTEM_SHUTDOWN|RECOVERY_ON_TIMER_EXPIRE|(?:DESTINATION|NETWORK)_OUT_OF_ORDER)"/;

/** Whether the conference may be elsewhere: this server refuses it for now, or has lost the way to it. */
export function mayBeElsewhere({ cause, message }: EndEvent): boolean {
  // An answer of JsSIP has a method, too: that of its request.
  if (message?.status_code) return message.status_code === UNAVAILABLE;
  if (message?.method === "BYE") return LOST.test(message.getHeader("Reason") ?? "");
  return cause === "Connection Error";
}

const after = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

export class Whereabouts {
  private tries = 0;
  private since: number | null = null;
  private searches = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `ask` says where it is now; left out: where it was at the beginning. */
  constructor(
    private known: SipWish,
    private readonly ask?: () => Promise<SipWish>,
  ) {}

  get now(): SipWish {
    return this.known;
  }

  /** Goes on at once where nobody can be asked; otherwise when there is an answer, or none in time. */
  ready(goOn: () => void): void {
    if (this.ask) void Promise.race([this.renew(this.ask), after(WAIT_MILLISECONDS)]).then(goOn);
    else goOn();
  }

  /** After how many milliseconds to ask where a call that was refused or lost can be made; null: not once more. */
  nextTry(): number | null {
    if (this.since !== null && Date.now() - this.since > STOOD_MILLISECONDS) this.tries = 0;
    this.since = null;
    const pause = this.ask && PAUSES[this.tries];
    this.tries += 1;
    return pause ?? null;
  }

  /** The call is answered. */
  stands(): void {
    this.since = Date.now();
  }

  /** Asks again and again, less and less often; `isWanted` is looked at before. Does nothing while that goes on. */
  search(isWanted: () => boolean, found: () => void): void {
    if (!this.ask || this.timer !== undefined || this.searches >= MOST_SEARCHES) return;
    const pause = SEARCH_MILLISECONDS[Math.min(this.searches, SEARCH_MILLISECONDS.length - 1)];
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.searches += 1;
      if (isWanted()) this.ready(found);
      this.search(isWanted, found);
    }, pause);
  }

  /** The server is there. */
  found(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.searches = 0;
  }

  private async renew(ask: () => Promise<SipWish>): Promise<void> {
    try {
      this.known = await ask();
    } catch {
      // Whoever is refused here is refused as a caller, too, and told so. Where nobody answers, or where this page may
      // not call the server that is named, the one of before may do: it brings the call to the other one.
    }
  }
}
