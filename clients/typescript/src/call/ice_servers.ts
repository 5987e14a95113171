/** The STUN and TURN servers of a call: others are asked for when the names and passwords that were told have ended. */

/** So long before its end nothing is begun with a password any more: clocks differ. */
const MARGIN_MILLISECONDS = 60_000;
/** Whoever wants to talk waits no longer for others: there may be a way without them. */
const WAIT_MILLISECONDS = 3_000;

/** Milliseconds since 1970. coturn's names begin with the second at which they end (docs/entries.md); others never do. */
function endOf({ username }: RTCIceServer): number {
  const seconds = /^(\d{1,11}):/.exec(username ?? "")?.[1];
  return seconds === undefined ? Infinity : Number(seconds) * 1000;
}

const after = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

export class IceServers {
  private told: readonly RTCIceServer[];
  private asking: Promise<void> | null = null;

  /** `ask` gives others; left out: those that were told are all that there ever are. */
  constructor(
    private readonly first: readonly RTCIceServer[] = [],
    private readonly ask?: () => Promise<RTCIceServer[]>,
  ) {
    this.told = first;
  }

  get now(): RTCIceServer[] {
    return [...this.told];
  }

  /** Whether a password of theirs has ended, or is about to, by this machine's clock. */
  get areOver(): boolean {
    return this.told.some((server) => endOf(server) - MARGIN_MILLISECONDS <= Date.now());
  }

  /**
   * Goes on at once where they are good; otherwise when there are others, or none can be had in time.
   *
   * @param isAnew asks in any case where a password ends: what was tried with it has failed, and the clock may be wrong
   */
  ready(isAnew: boolean, goOn: () => void): void {
    const isDue = this.areOver || (isAnew && this.told.some((server) => endOf(server) < Infinity));
    if (isDue && this.ask) void Promise.race([this.renew(this.ask), after(WAIT_MILLISECONDS)]).then(goOn);
    else goOn();
  }

  /** For the next time that a connection looks for ways; a browser that cannot change them there keeps those of before. */
  useIn(connection: RTCPeerConnection): void {
    if (this.told === this.first || !("setConfiguration" in connection)) return;
    connection.setConfiguration({ ...connection.getConfiguration(), iceServers: this.now });
  }

  /** Once at a time; what comes too late for one who waited is there for the next. */
  private renew(ask: () => Promise<RTCIceServer[]>): Promise<void> {
    this.asking ??= ask()
      .then(
        (others) => {
          this.told = others;
        },
        // Whoever is refused here is refused as a caller, too, and told so; where nobody answers those of before may do.
        () => undefined,
      )
      .finally(() => (this.asking = null));
    return this.asking;
  }
}
