/** Signs in again after the server was lost and has refused it: less and less often, and not for ever. */

const FIRST_MILLISECONDS = 2_000;
const LONGEST_MILLISECONDS = 30_000;
/** Two and a half minutes in all. */
const MOST_TRIES = 8;

/** What no later try changes: the password, the right, or the user. */
const FOR_GOOD = [401, 403, 404, 407];

export class SigningInAgain {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;

  constructor(private readonly register: () => unknown) {}

  /** Tries again in a while after an answer with this SIP status; false where no try helps, or there were enough. */
  later(status: number | undefined): boolean {
    clearTimeout(this.timer);
    if (status !== undefined && FOR_GOOD.includes(status)) return false;
    if (this.tries >= MOST_TRIES) return false;
    this.timer = setTimeout(this.register, Math.min(FIRST_MILLISECONDS * 2 ** this.tries, LONGEST_MILLISECONDS));
    this.tries += 1;
    return true;
  }

  done(): void {
    clearTimeout(this.timer);
    this.tries = 0;
  }
}
