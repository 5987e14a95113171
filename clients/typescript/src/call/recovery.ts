/** Brings sound and picture back when the way to the switch is lost: another way for the same call, or the call again. */

/** How long an interruption may be before another way is looked for, and a server silent before its socket counts as lost. */
const SHORT_MILLISECONDS = 2_000;
const AGAIN_MILLISECONDS = 5_000;
/** After so many tries for the same call it is made again. */
const MOST_TRIES = 4;

interface Ways {
  /** Asks the server whether it is there (`serverIsBack` says so); false where there is no socket to ask through. */
  ask: () => boolean;
  /** Lets the socket go and opens another: one that was opened from another address is silent for minutes. */
  reconnect: () => void;
  /** Asks for another way; false where that cannot be asked now. */
  restart: () => boolean;
  callAgain: () => void;
  tell: (isBroken: boolean) => void;
}

export class Recovery {
  private peer: RTCPeerConnection | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private calledAgain = false;
  private wasConnected = false;
  /** Whether the server was asked, and has answered, since the way was lost. */
  private isAsked = false;
  private isAnswered = false;
  private mayEndByItself = false;
  private readonly look = () => this.networkChanged();

  constructor(private readonly ways: Ways) {}

  /** Whether another way is being looked for. */
  get isBusy(): boolean {
    return this.timer !== undefined;
  }

  /** Whether another call may find a way: one is being looked for, or this call had one. */
  get mayHelp(): boolean {
    return this.isBusy || this.wasConnected;
  }

  follow(peer: RTCPeerConnection): void {
    this.forget();
    this.peer = peer;
    peer.addEventListener("iceconnectionstatechange", () => this.peer === peer && this.stateChanged(peer));
    if (typeof addEventListener === "function") addEventListener("online", this.look);
  }

  /** The server has answered, by this socket or another; the switch may have lost the call with the old one. */
  serverIsBack(): void {
    this.isAnswered = this.isBroken;
    if (!this.isBroken) this.ways.tell(false);
    else if (!this.mayEndByItself) this.try();
  }

  /** The switch does not take another way for this call. */
  refused(): void {
    this.callAgain();
  }

  end(): void {
    this.forget();
    this.calledAgain = false;
  }

  /** Whether sound and picture do not come through. */
  get isBroken(): boolean {
    return this.peer !== null && ["disconnected", "failed"].includes(this.peer.iceConnectionState);
  }

  private stateChanged({ iceConnectionState: state }: RTCPeerConnection): void {
    if (state === "connected" || state === "completed") {
      this.stopTrying();
      this.calledAgain = false;
      this.wasConnected = true;
      this.ways.tell(false);
    } else if (this.isBroken) {
      this.ways.tell(true);
      if (state === "failed") this.try();
      else if (!this.isBusy) this.waitAWhile();
    }
  }

  private networkChanged(): void {
    if (!this.isBroken) return;
    this.isAnswered = this.isAsked = false;
    this.try();
  }

  /** Meanwhile the server is asked: if it is silent, too, its socket is lost with the way. */
  private waitAWhile(): void {
    this.isAsked = this.ways.ask();
    this.later(SHORT_MILLISECONDS);
    this.mayEndByItself = true;
  }

  private try(): void {
    this.mayEndByItself = false;
    if (!this.isAnswered) {
      this.findServer();
      return;
    }
    if (this.tries >= MOST_TRIES && !this.calledAgain) {
      this.callAgain();
      return;
    }
    // While the server cannot be reached no try counts.
    if (this.ways.restart()) this.tries += 1;
    this.later(AGAIN_MILLISECONDS);
  }

  private findServer(): void {
    if (this.isAsked) {
      this.isAsked = false;
      this.ways.reconnect();
    } else this.isAsked = this.ways.ask();
    this.later(SHORT_MILLISECONDS);
  }

  private callAgain(): void {
    this.stopTrying();
    this.calledAgain = true;
    this.ways.callAgain();
  }

  private later(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.isBroken) this.try();
      else this.stopTrying();
    }, milliseconds);
  }

  private stopTrying(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.tries = 0;
    this.isAsked = this.isAnswered = this.mayEndByItself = false;
  }

  private forget(): void {
    this.stopTrying();
    this.peer = null;
    this.wasConnected = false;
    if (typeof removeEventListener === "function") removeEventListener("online", this.look);
  }
}
