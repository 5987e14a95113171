/** A request that failed: what the API says about it, or that nobody answered. */

import type { ProblemBody } from "./types.ts";

export class Problem extends Error {
  constructor(
    /** HTTP's; 0 where no answer came. */
    readonly status: number,
    /** As the API says it (RFC 9457); empty where something else answered. */
    readonly body: Partial<ProblemBody> = {},
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(body.detail ?? body.title ?? (status === 0 ? "no answer" : `the server answered ${status}`));
    this.name = "Problem";
  }

  /** Stable: what a program may ask for. */
  get code(): string {
    return this.body.code ?? "";
  }

  /** Which of several, where a code has more than one. */
  get reason(): string {
    return this.body.reason ?? "";
  }

  static async of(response: Response): Promise<Problem> {
    // A proxy in between may answer with a page instead of a problem.
    const body = await response.json().then(
      (told: unknown) => (typeof told === "object" && told !== null ? (told as Partial<ProblemBody>) : {}),
      () => ({}),
    );
    const seconds = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
    return new Problem(response.status, body, Number.isNaN(seconds) ? null : seconds);
  }
}
