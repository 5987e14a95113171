/** A small copy of the HTTP API: one token, one conference in memory, commands that end at once or after a wait. */

import type { IncomingMessage } from "node:http";
import type { Command, Conference, Recording, Still } from "../console/api/shapes";
import type { Handler } from "./browser/static_pages";
import { AT, canvasOf, carryOut, conference, recording } from "./conference_stand_in";
import type { Asked as Change } from "./conference_stand_in";

const EVERYTHING = ["view", "control", "record", "stream"];
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function tokenFor(can: string[]): string {
  const claims = { sub: "operator", domain: "example.com", conferences: ["*"], can, exp: 1_900_000_000 };
  return `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}.c2lnbmF0dXJl`;
}

export const TOKEN = tokenFor(EVERYTHING);

const LAYOUTS = ["2x2", "2x2-seats", "broken", "presenter"];
const ROOM = "/v1/conferences/internal";
const ENDED = { title: "The conference has ended", code: "conference_ended" };
/** What is in the file of every recording. */
export const FILE = "the film";

// A PNG of one pixel.
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

function still(id: string, bytes: number): Still {
  const size = { width: 1280, height: 720, bytes };
  return { id, state: "ready", reason: null, taken_at: AT, ...size, url: `https://storage.example.com/${id}.png` };
}

export interface Asked extends Change {
  headers: IncomingMessage["headers"];
}

export interface ApiStandIn {
  handler: Handler;
  asked: Asked[];
  state: Conference;
  earlier: Recording[];
  stills: Still[];
  /** How often a still is asked for before it is stored. */
  stillsAreSlow: number;
  stillBytes: number;
  /** What the token allows. */
  can: string[];
  readonly token: string;
  /** False: `/canvas.svg` is not there yet. */
  draws: boolean;
  ended: boolean;
  /** The reason that the API gives, where nobody saw the end. */
  endedBecause: string | undefined;
  /** Every token is refused from now on. */
  expired: boolean;
}

interface Answer {
  status: number;
  body: unknown;
  etag?: string;
  type?: string;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const chunk of request) parts.push(chunk as Buffer);
  return parts.length ? JSON.parse(Buffer.concat(parts).toString()) : undefined;
}

function picture(state: Conference): string {
  const cells = canvasOf(state).slots.map(({ fractions: { x, y }, image, member }) => {
    return `<rect x="${x * 1280}" y="${y * 720}" width="636" height="356" fill="#2c5d8f"/><text x="${x * 1280 + 30}"
      y="${y * 720 + 330}" font-size="48" fill="#fff">${member ?? image}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720"><rect width="1280" height="720" fill="#111"/>
    ${cells.join("")}<script>parent.document.title = "broken"</script></svg>`;
}

export function apiStandIn(): ApiStandIn {
  const commands = new Map<string, Command>();
  const earlier = [
    recording("rec-0", {
      state: "ready",
      duration_seconds: 3723,
      bytes: 98_765_432,
      started_at: "2026-11-20T09:00:00Z",
    }),
    recording("rec-00", { state: "failed", reason: "no_file", started_at: "2026-11-19T09:00:00Z" }),
  ];
  const stand: ApiStandIn = {
    asked: [],
    state: conference(),
    earlier,
    stills: [],
    stillsAreSlow: 1,
    stillBytes: DOT.length,
    can: EVERYTHING,
    get token() {
      return tokenFor(this.can);
    },
    draws: true,
    ended: false,
    endedBecause: undefined,
    expired: false,
    handler,
  };

  function read(where: string): Answer | null {
    const { state } = stand;
    const etag = `"${state.revision}"`;
    const found = (body: unknown): Answer => ({ status: 200, body });
    const recordings = [...state.recordings, ...stand.earlier];
    switch (where) {
      case "/v1/conferences":
        return { ...found({ items: [state], next: null }), etag };
      case ROOM:
        if (stand.ended) return { status: 410, body: { ...ENDED, reason: stand.endedBecause } };
        return { ...found(state), etag };
      case `${ROOM}/canvas`:
        return { ...found({ conference: state.name, canvases: [canvasOf(state)] }), etag };
      case `${ROOM}/canvas.svg`:
        return stand.draws ? { ...found(picture(state)), etag, type: "image/svg+xml" } : null;
      case `${ROOM}/recordings`:
        return found({ items: recordings });
      case "/v1/layouts":
        return found({ items: LAYOUTS.map((name) => ({ name })) });
      case "/v1/layouts/2x2-seats":
        return found({ images: [1, 2, 3, 4].map((number) => ({ reservation_id: `slot-${number}` })) });
      case "/v1/layout-groups":
        return found({ items: [{ name: "grid" }, { name: "grid-seats" }] });
    }
    const one = recordings.find(({ id }) => where === `${ROOM}/recordings/${id}`);
    if (one) return found({ ...one, url: `${where}/file` });
    const still = stand.stills.find(({ id }) => where.startsWith(`${ROOM}/stills/${id}`));
    if (still && where.endsWith(".png")) return { ...found(DOT), type: "image/png" };
    if (still) return found(stand.stillsAreSlow-- > 0 ? { ...still, state: "processing", url: null } : still);
    if (where.endsWith("/file")) return { ...found(FILE), type: "video/mp4" };
    const command = commands.get(where.replace("/v1/commands/", ""));
    return command ? found(command) : null;
  }

  function answer(asked: Asked): Answer {
    if (stand.expired || asked.headers.authorization !== `Bearer ${stand.token}`)
      return { status: 401, body: { title: "A valid token is needed", code: "invalid_token", detail: "no" } };
    const [where = ""] = asked.path.split("?");
    if (where === `${ROOM}/stills` && stand.stills.length > 0)
      return { status: 429, body: { title: "The last still was taken a moment ago", detail: "again in 2 s" } };
    if (asked.method !== "GET") {
      const ended = { ...carryOut(stand.state, asked), id: `command-${commands.size + 1}` };
      commands.set(ended.id, ended);
      if (where === `${ROOM}/stills`) stand.stills.push(still(ended.id, stand.stillBytes));
      return {
        status: 202,
        body: { ...ended, state: "queued", reason: null, detail: null, evidence: null, reply: null },
      };
    }
    return read(where) ?? { status: 404, body: { title: "Nothing is here", code: "not_found", detail: where } };
  }

  async function handler(...[request, response]: Parameters<Handler>): Promise<boolean> {
    const path = request.url ?? "";
    if (!path.startsWith("/v1/")) return false;
    const asked = { method: request.method ?? "", path, body: await bodyOf(request), headers: request.headers };
    stand.asked.push(asked);
    const { status, body, etag, type = "application/json" } = answer(asked);
    const same = etag !== undefined && request.headers["if-none-match"] === etag;
    response.writeHead(same ? 304 : status, { "content-type": type, ...(etag && { etag }) });
    response.end(same ? undefined : typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body));
    return true;
  }

  return stand;
}
