/** One request to the API: its token, its limit in time, and what is remembered of answers that did not change. */

import { Problem } from "./problem.ts";

export const ANSWER_MILLISECONDS = 10_000;
const REMEMBERED = 32;
const PAUSES_MILLISECONDS: readonly number[] = [1_000, 3_000];
const UNSURE: readonly number[] = [0, 500, 502, 503, 504];

// What a try is told because an earlier one was done (a scene is forgotten: 404; is another one: 412), or before it is looked
// whether it was.
const SAYS_NOTHING: readonly number[] = [401, 403, 404, 410, 412, 429];

/** Whether nobody can say that it was not done: no answer came, or none of the API's own. */
export const isUnsure = ({ status, code }: Problem): boolean =>
  UNSURE.includes(status) && (code === "" || code === "unavailable");

export interface RequestsOptions {
  /** Where the API is, such as `https://api.example.com`; empty for the page's own server. */
  url?: string;
  token: string;
  /** Asked for another token when one is refused; null where there is none. */
  renew?: () => Promise<string | null>;
  fetch?: (address: string, init: RequestInit) => Promise<Response>;
}

export interface Wanted {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** How long an answer may take. */
  milliseconds?: number;
}

export const after = (milliseconds: number): Promise<void> => new Promise((go) => setTimeout(go, milliseconds));

/** What an answer brings; one that breaks off, or is not of the API, is none. @throws Problem */
export function bodyOf<T>(answer: Response, parse: (answer: Response) => Promise<T>): Promise<T> {
  return parse(answer).catch(() => {
    throw new Problem(0);
  });
}

export class Requests {
  private readonly url: string;
  private readonly ask: (address: string, init: RequestInit) => Promise<Response>;
  private readonly remembered = new Map<string, { etag: string; value: unknown }>();
  private renewing: Promise<string | null> | null = null;
  private token: string;

  constructor(private readonly options: RequestsOptions) {
    this.url = (options.url ?? "").replace(/\/+$/, "");
    this.token = options.token;
    this.ask = options.fetch ?? ((address, init) => fetch(address, init));
  }

  /** @throws Problem */
  async send(where: string, wanted: Wanted = {}): Promise<Response> {
    const used = this.token;
    const answer = await this.once(where, wanted, used);
    if (answer.status === 401 && (await this.renewed(used))) {
      return Requests.good(await this.once(where, wanted, this.token));
    }
    return Requests.good(answer);
  }

  /**
   * For what may be done twice: where nobody could say whether it was, it is asked again.
   *
   * A refusal afterwards may be because it was done, or say nothing of it: that is no answer, either.
   */
  async again<T>(where: string, wanted: Wanted, parse: (answer: Response) => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await bodyOf(await this.send(where, wanted), parse);
      } catch (error) {
        const pause = PAUSES_MILLISECONDS[tries];
        if (!(error instanceof Problem)) throw error;
        if (!isUnsure(error) && (tries === 0 || !SAYS_NOTHING.includes(error.status))) throw error;
        if (pause === undefined) throw isUnsure(error) ? error : new Problem(0);
        await after(Math.max(pause, (error.retryAfterSeconds ?? 0) * 1000));
      }
    }
  }

  /** Reads an answer; one that did not change since it was read before is the same object. */
  async read<T>(where: string, parse: (answer: Response) => Promise<T>, remember = false): Promise<T> {
    const known = remember ? this.remembered.get(where) : undefined;
    const answer = await this.send(where, known ? { headers: { "If-None-Match": known.etag } } : {});
    if (answer.status === 304 && known) return known.value as T;
    const value = await bodyOf(answer, parse);
    const etag = answer.headers.get("ETag");
    if (remember && etag) this.keep(where, { etag, value });
    return value;
  }

  json<T>(where: string, remember = false): Promise<T> {
    return this.read(where, (answer) => answer.json() as Promise<T>, remember);
  }

  private async once(where: string, wanted: Wanted, token: string): Promise<Response> {
    const headers: Record<string, string> = { ...wanted.headers, Authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(wanted.milliseconds ?? ANSWER_MILLISECONDS);
    const init: RequestInit = { method: wanted.method ?? "GET", headers, signal, cache: "no-store" };
    if (wanted.body !== undefined) {
      headers["Content-Type"] = "application/json";
      init.body = JSON.stringify(wanted.body);
    }
    return this.ask(this.url + where, init).catch(() => {
      throw new Problem(0);
    });
  }

  /** Several requests that are refused at once ask for one token. */
  private async renewed(refused: string): Promise<boolean> {
    if (this.token !== refused) return true;
    if (!this.options.renew) return false;
    this.renewing ??= this.options.renew().finally(() => (this.renewing = null));
    const token = await this.renewing;
    if (token === null) return false;
    this.token = token;
    return true;
  }

  private static async good(answer: Response): Promise<Response> {
    if (answer.ok || answer.status === 304) return answer;
    throw await Problem.of(answer);
  }

  private keep(where: string, answer: { etag: string; value: unknown }): void {
    this.remembered.delete(where);
    this.remembered.set(where, answer);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
  }
}
