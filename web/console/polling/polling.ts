/** Asks again and again, politely: not while nobody looks, less often while it fails. */

export const EVERY_MILLISECONDS = 2_000;
const AT_MOST_MILLISECONDS = 30_000;

export interface Failure {
  retryAfterSeconds: number | null;
}

/** How long to wait after so many failures in a row, the last of which may have said how long itself. */
export function pause(failures: number, retryAfterSeconds: number | null): number {
  const backedOff = Math.min(EVERY_MILLISECONDS * 2 ** failures, AT_MOST_MILLISECONDS);
  return Math.max(backedOff, (retryAfterSeconds ?? 0) * 1000);
}

export class Polling {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private running = false;
  private stopped = false;

  constructor(
    /** Resolves to null, or to how it failed. */
    private readonly ask: () => Promise<Failure | null>,
    private readonly visible: () => boolean = () => document.visibilityState === "visible",
  ) {}

  /** Ask now, if somebody looks; also to be called when somebody looks again. */
  async wake(): Promise<void> {
    if (this.running || this.stopped || !this.visible()) return;
    clearTimeout(this.timer);
    this.running = true;
    const failure = await this.ask();
    this.running = false;
    this.failures = failure ? this.failures + 1 : 0;
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- stop() may have been called meanwhile
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.wake(), pause(this.failures, failure?.retryAfterSeconds ?? null));
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}
