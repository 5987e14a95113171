/** The HTTP API as typed calls. Every wait has an end; what fails is a Problem. */

import { follow } from "./following.ts";
import { Problem } from "./problem.ts";
import { filled } from "./paths.ts";
import type { Answer, Asked, ChangeMethod, CommandPath, PathWith } from "./paths.ts";
import { randomId } from "./random_id.ts";
import { bodyOf, Requests } from "./requests.ts";
import type { RequestsOptions } from "./requests.ts";
import type { Canvas, Command, Conference, ConferenceSummary, Message, Recording, Schemas, Still } from "./types.ts";

// A long recording over a slow line.
const FILE_MILLISECONDS = 3_600_000;
const MOST_PAGES = 100;

export interface ChangeOptions {
  /** The revision that was seen: 412 if the conference has moved on. */
  ifMatch?: number;
  /** The same key and request are the same command for 24 hours; by default each call has its own. */
  idempotencyKey?: string;
}

const conferencePath = (name: string): string => filled("/v1/conferences/{conference}", { conference: name });

export class Api {
  private readonly requests: Requests;

  constructor(options: RequestsOptions) {
    this.requests = new Requests(options);
  }

  /** Any path that answers with JSON: `get("/v1/layouts/{layout}", { path: { layout: "2x2" } })`. */
  get<P extends PathWith<"get">>(path: P, asked: Omit<Asked<P, "get">, "body">): Promise<Answer<P, "get">> {
    const { path: names, query } = asked as { path?: Record<string, string>; query?: Record<string, string> };
    return this.requests.json(filled(path, names, query));
  }

  /**
   * Any change that is a command: `change("patch", "/v1/conferences/{conference}", { path: …, body: { locked: true } })`.
   * The command is on its way then; `outcome` waits for its end.
   */
  change<M extends ChangeMethod, P extends CommandPath<M>>(
    method: M,
    path: P,
    asked: Asked<P, M>,
    options: ChangeOptions = {},
  ): Promise<Command> {
    const {
      path: names,
      query,
      body,
    } = asked as {
      path?: Record<string, string>;
      query?: Record<string, string>;
      body?: unknown;
    };
    return this.command(method.toUpperCase(), filled(path, names, query), body, options);
  }

  /**
   * The same for an address that is known already. Where no answer came it is asked again under the same key, so that
   * it is done once; a Problem with status 0 then says that nobody knows whether it was done.
   */
  async command(method: string, where: string, body?: unknown, options: ChangeOptions = {}): Promise<Command> {
    return (await this.sent(method, where, body, options)) as Command;
  }

  /** A change that is done when it is answered, such as a scene that is saved; null where there is nothing to say. */
  write(method: string, where: string, body?: unknown, options: ChangeOptions = {}): Promise<unknown> {
    return this.sent(method, where, body, options);
  }

  /**
   * Another picture, by a stage, a scene or a cue: the command that carries it out. Null where there is none: nobody is
   * there, or the node is away, and the picture is kept for later. A Problem with status 0 as of `command`.
   */
  async show(method: string, where: string, body?: unknown, options: ChangeOptions = {}): Promise<Command | null> {
    const { command } = (await this.sent(method, where, body, options)) as Schemas["StageView"];
    if (command === null) return null;
    return this.requests
      .again(command, {}, (answer) => answer.json() as Promise<Command>)
      .catch(() => {
        // It is set, whatever keeps us from reading how that goes.
        throw new Problem(0);
      });
  }

  /** Waits for a command's end; one that is still open then has none that anybody saw in 90 seconds. */
  async outcome(command: Command): Promise<Command> {
    let latest = command;
    await this.follow(command, (told) => (latest = told));
    return latest;
  }

  /** Tells each state of a command until its end. */
  follow(command: Command, tell: (command: Command) => void): Promise<void> {
    return follow(this.requests, command, tell);
  }

  /** All that are going on now. */
  async conferences(): Promise<ConferenceSummary[]> {
    const all: ConferenceSummary[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query: Record<string, string> = cursor === null ? {} : { cursor };
      const found: Schemas["Conferences"] = await this.requests.json(filled("/v1/conferences", {}, query), true);
      all.push(...found.items);
      cursor = found.next;
      if (cursor === null) break;
    }
    return all;
  }

  /** Always in full: the ETag stands for control state and does not move when somebody talks. */
  conference(name: string): Promise<Conference> {
    return this.requests.json(conferencePath(name));
  }

  /** The picture as SVG; null where the server draws none. The same object as long as the picture is the same. */
  picture(name: string): Promise<Blob | null> {
    return this.orNull(this.requests.read(`${conferencePath(name)}/canvas.svg`, (answer) => answer.blob(), true));
  }

  /** Where everybody is in the first canvas; null where the server has no map. */
  async canvas(name: string): Promise<Canvas | null> {
    const map = await this.orNull(this.requests.json<Schemas["CanvasMap"]>(`${conferencePath(name)}/canvas`));
    return map?.canvases[0] ?? null;
  }

  /** Who waits to be let in, the longest first; for hosts. */
  async waiting(name: string): Promise<readonly Schemas["WaitingPerson"][]> {
    return (await this.requests.json<Schemas["WaitingPeople"]>(`${conferencePath(name)}/waiting`)).items;
  }

  /** Those of earlier meetings too. */
  async recordings(name: string): Promise<Recording[]> {
    const { items } = await this.requests.json<Schemas["Recordings"]>(`${conferencePath(name)}/recordings`);
    return [...items];
  }

  /** Where a recording's file can be had for a while; null where only the node has it. */
  async recordingAddress(name: string, id: string): Promise<string | null> {
    const where = `${conferencePath(name)}/recordings/${encodeURIComponent(id)}`;
    return (await this.requests.json<Schemas["RecordingView"]>(where)).url ?? null;
  }

  async file(where: string): Promise<Blob> {
    return bodyOf(await this.requests.send(where, { milliseconds: FILE_MILLISECONDS }), (answer) => answer.blob());
  }

  still(name: string, id: string): Promise<Still> {
    return this.requests.json(`${conferencePath(name)}/stills/${encodeURIComponent(id)}`);
  }

  stillPicture(name: string, id: string): Promise<Blob> {
    return this.file(`${conferencePath(name)}/stills/${encodeURIComponent(id)}.png`);
  }

  /** Null where the server does not have it. */
  optional(where: string): Promise<unknown> {
    return this.orNull(this.requests.json<unknown>(where, true));
  }

  /** The messages of the meeting that goes on, newest first; `next` is the cursor of those before them. */
  messages(name: string, cursor?: string): Promise<Schemas["Messages"]> {
    return this.requests.json(filled("/v1/conferences/{conference}/messages", { conference: name }, { cursor }));
  }

  /** Writes to everybody. It is said again where no answer came: under one id that is one message. */
  say(name: string, text: string, id = randomId()): Promise<Message> {
    const where = `${conferencePath(name)}/messages`;
    return this.requests.again(where, { method: "POST", body: { text, id } }, (answer) => answer.json());
  }

  async deleteMessage(name: string, id: string): Promise<void> {
    const where = `${conferencePath(name)}/messages/${encodeURIComponent(id)}`;
    await this.requests.again(where, { method: "DELETE" }, () => Promise.resolve());
  }

  /** A ticket for one connection of `Live`. */
  async ticket(): Promise<Schemas["LiveTicket"]> {
    const answer = await this.requests.send("/v1/live", { method: "POST" });
    return bodyOf(answer, (told) => told.json() as Promise<Schemas["LiveTicket"]>);
  }

  private async sent(method: string, where: string, body: unknown, options: ChangeOptions): Promise<unknown> {
    const headers: Record<string, string> = { "Idempotency-Key": options.idempotencyKey ?? randomId() };
    if (options.ifMatch !== undefined) headers["If-Match"] = `"${options.ifMatch}"`;
    return this.requests.again(where, { method, headers, body }, async (answer): Promise<unknown> =>
      answer.status === 204 ? null : await answer.json(),
    );
  }

  private async orNull<T>(answer: Promise<T>): Promise<T | null> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof Problem && (error.status === 404 || error.status === 501)) return null;
      throw error;
    }
  }
}
