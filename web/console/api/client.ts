/** The HTTP API as typed calls: token in the header, ETags remembered, every wait limited. */

import { NO_ANSWER, Problem, problemOf } from "./problem";
import type {
  Canvas,
  Command,
  CommandState,
  Conference,
  ConferenceHead,
  Page,
  ProblemBody,
  Recording,
  Still,
} from "./shapes";

const ANSWER_MILLISECONDS = 10_000;
// A long recording over a slow line.
const FILE_MILLISECONDS = 3_600_000;
// Per long poll of a command; the server allows up to 20.
const WAIT_SECONDS = 10;
// The server's deadline for a command is 30 s, dialling out takes longer.
const FOLLOW_MILLISECONDS = 90_000;
const REMEMBERED = 32;
const PAGE_SIZE_LIMIT = 10;

const OPEN: CommandState[] = ["queued", "running"];
export const isOpen = (command: Command): boolean => OPEN.includes(command.state);

export type Method = "POST" | "PATCH" | "DELETE";
type Fetch = (path: string, init: RequestInit) => Promise<Response>;

interface Remembered {
  etag: string;
  value: unknown;
}

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function bodyOf(response: Response): Promise<ProblemBody> {
  // A proxy in between may answer with a page instead of a problem.
  return response.json().then(
    (body: ProblemBody) => body,
    () => ({}),
  );
}

export class Client {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly token: string,
    private readonly ask: Fetch = (path, init) => fetch(path, init),
    private readonly now: () => number = Date.now,
  ) {}

  async conferences(): Promise<ConferenceHead[]> {
    const all: ConferenceHead[] = [];
    let next: string | null = null;
    for (let page = 0; page < PAGE_SIZE_LIMIT; page += 1) {
      const query: string = next === null ? "" : `?cursor=${encodeURIComponent(next)}`;
      const found: Page<ConferenceHead> = await this.get(`/v1/conferences${query}`);
      all.push(...found.items);
      next = found.next;
      if (next === null) break;
    }
    return all;
  }

  /** Always in full: the ETag stands for control state and does not move when somebody talks. */
  conference(name: string): Promise<Conference> {
    return this.fresh(path(name));
  }

  /** Null where the server draws no picture. The same object as long as the picture is the same. */
  picture(name: string): Promise<Blob | null> {
    return this.orNull(this.read(`${path(name)}/canvas.svg`, (response) => response.blob(), true));
  }

  /** Always in full, too: who is seen large is part of it and moves with every word. */
  canvas(name: string): Promise<Canvas | null> {
    const first = async (response: Response) => ((await response.json()) as { canvases: Canvas[] }).canvases[0] ?? null;
    return this.orNull(this.read(`${path(name)}/canvas`, first, false));
  }

  /** Those of earlier meetings too. */
  async recordings(name: string): Promise<Recording[]> {
    return (await this.fresh<{ items: Recording[] }>(`${path(name)}/recordings`)).items;
  }

  /** Where its file can be had for a while; null where only the node has it. */
  async recordingAddress(name: string, id: string): Promise<string | null> {
    const where = `${path(name)}/recordings/${encodeURIComponent(id)}`;
    return (await this.fresh<{ url: string | null }>(where)).url;
  }

  async file(where: string): Promise<Blob> {
    return (await this.send(where, {}, FILE_MILLISECONDS)).blob();
  }

  still(name: string, id: string): Promise<Still> {
    return this.fresh(`${path(name)}/stills/${encodeURIComponent(id)}`);
  }

  stillPicture(name: string, id: string): Promise<Blob> {
    return this.file(`${path(name)}/stills/${encodeURIComponent(id)}.png`);
  }

  /** Null where the server does not have it. */
  optional(where: string): Promise<unknown> {
    return this.orNull(this.get<unknown>(where));
  }

  async change(method: Method, where: string, body?: unknown): Promise<Command> {
    const headers: Record<string, string> = { "Idempotency-Key": randomKey() };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const init: RequestInit = { method, headers };
    if (body !== undefined) init.body = JSON.stringify(body);
    const response = await this.send(where, init);
    return (await response.json()) as Command;
  }

  /** Tells each state of a command until its end. */
  async follow(command: Command, tell: (command: Command) => void): Promise<void> {
    const giveUp = this.now() + FOLLOW_MILLISECONDS;
    let latest = command;
    tell(latest);
    while (isOpen(latest) && this.now() < giveUp) {
      const where = `/v1/commands/${encodeURIComponent(command.id)}?wait=${WAIT_SECONDS}`;
      const response = await this.send(where, {}, ANSWER_MILLISECONDS + WAIT_SECONDS * 1000);
      latest = (await response.json()) as Command;
      tell(latest);
    }
  }

  private fresh<T>(where: string): Promise<T> {
    return this.read(where, (response) => response.json() as Promise<T>, false);
  }

  private get<T>(where: string): Promise<T> {
    return this.read(where, (response) => response.json() as Promise<T>, true);
  }

  private async orNull<T>(answer: Promise<T>): Promise<T | null> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof Problem && (error.status === 404 || error.status === 501)) return null;
      throw error;
    }
  }

  private async read<T>(where: string, parse: (response: Response) => Promise<T>, conditional: boolean): Promise<T> {
    const known = conditional ? this.remembered.get(where) : undefined;
    const response = await this.send(where, known ? { headers: { "If-None-Match": known.etag } } : {});
    if (response.status === 304 && known) return known.value as T;
    const value = await parse(response);
    const etag = response.headers.get("ETag");
    if (conditional && etag) this.keep(where, { etag, value });
    return value;
  }

  private keep(where: string, answer: Remembered): void {
    this.remembered.delete(where);
    this.remembered.set(where, answer);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
  }

  private async send(where: string, init: RequestInit, limit = ANSWER_MILLISECONDS): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), Authorization: `Bearer ${this.token}` };
    const signal = AbortSignal.timeout(limit);
    const response = await this.ask(where, { ...init, headers, signal, cache: "no-store" }).catch(() => {
      throw new Problem(NO_ANSWER, 0);
    });
    if (response.ok || response.status === 304) return response;
    throw problemOf(response.status, await bodyOf(response), response.headers.get("Retry-After"));
  }
}

export function path(conference: string): string {
  return `/v1/conferences/${encodeURIComponent(conference)}`;
}

export function memberPath(conference: string, uuid: string): string {
  return `${path(conference)}/members/${encodeURIComponent(uuid)}`;
}
