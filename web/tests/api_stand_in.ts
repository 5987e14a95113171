/**
 * A small copy of the HTTP API and its WebSocket: one token, one conference in memory, commands that end at once or after a
 * wait. What tests change of the conference is told as a relay tells what FreeSWITCH changes.
 */

import type { IncomingMessage, Server } from "node:http";
import { FeedStandIn } from "../../clients/typescript/tests/feed_stand_in";
import { serveFeed } from "../../clients/typescript/tests/serve_feed";
import type { Command, Conference, Recording, Still, WaitingPerson } from "../console/api/shapes";
import type { Handler } from "./browser/static_pages";
import { AT, canvasOf, carryOut, conference, recording } from "./conference_stand_in";
import type { Asked as Change } from "./conference_stand_in";
import { ShowStandIn } from "./show_stand_in";
import { begun, changed } from "./state_changes";

const EVERYTHING = ["view", "control", "record", "stream", "chat", "host"];
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

const FAR_AWAY = 1_900_000_000;

export function tokenFor(can: string[], sub = "operator", conferences = ["*"], exp = FAR_AWAY): string {
  const claims = { sub, domain: "example.com", conferences, can, exp };
  return `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}.c2lnbmF0dXJl`;
}

export const TOKEN = tokenFor(EVERYTHING);

interface Claims {
  sub: string;
  can: string[];
}

/** Whose a token is; null where it is none of this stand-in's. */
function claimsOf(authorization: string | undefined): Claims | null {
  const [, middle, signature] = /^Bearer [^.]+\.([^.]+)\.(.+)$/.exec(authorization ?? "") ?? [];
  if (!middle || signature !== "c2lnbmF0dXJl") return null;
  return JSON.parse(Buffer.from(middle, "base64url").toString()) as Claims;
}

const PAGE = 50;
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
  const kept = { conference: "internal", sha256: "", expires_at: AT, url: `https://storage.example.com/${id}.png` };
  return { id, state: "ready", reason: null, taken_at: AT, ...size, ...kept };
}

export interface Asked extends Change {
  headers: IncomingMessage["headers"];
}

export interface ApiStandIn {
  handler: Handler;
  asked: Asked[];
  state: Conference;
  /** Other conferences that go on meanwhile; what they do is told by nobody. */
  others: Conference[];
  earlier: Recording[];
  /** Who waits to be let in; what tests change of it is told by `feed.tell`. */
  waiting: WaitingPerson[];
  stills: Still[];
  /** How often a still is asked for before it is stored. */
  stillsAreSlow: number;
  stillBytes: number;
  /** What a browser is given that may watch; null: the room lets nobody. */
  observation: object | null;
  /** What the token allows, and for which conferences. */
  can: string[];
  conferences: string[];
  /** When it ends, in seconds since 1970. */
  ends: number;
  readonly token: string;
  /** False: `/canvas.svg` is not there yet. */
  draws: boolean;
  ended: boolean;
  /** The reason that the API gives, where nobody saw the end. */
  endedBecause: string | undefined;
  /** Whoever writes has written too much. */
  tooMuch: boolean;
  /** Every token is refused from now on. */
  expired: boolean;
  readonly feed: FeedStandIn;
  readonly show: ShowStandIn;
  /** Serves the WebSocket, and tells what is different from now on. */
  serve: (server: Server) => void;
  /** Cuts every connection without a word. */
  cut: () => void;
  close: () => void;
}

/** How often it is looked what is different: a page that is told later is late. */
const LOOK_MILLISECONDS = 20;

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

const COLOURS = ["#3d4f7a", "#27504a", "#4f3f63", "#63493f"];

function picture(state: Conference): string {
  const cells = canvasOf(state).slots.map(({ fractions, image, name }, index) => {
    const [x, y] = [fractions.x * 1280, fractions.y * 720];
    const words = (name ?? String(image)).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    // Somebody: a head above shoulders.
    const body = `<path fill="#fff4" d="M${x + 162} ${y + 356}a156 124 0 0 1 312 0zM${x + 250} ${y + 150}a68 68 0 1 1 136 0
      a68 68 0 1 1-136 0z"/>`;
    return `<rect x="${x}" y="${y}" width="636" height="356" fill="${name ? COLOURS[index] : "#333"}"/>${name ? body : ""}
      <text x="${x + 24}" y="${y + 330}" font-size="36" font-family="sans-serif" fill="#fff">${words}</text>`;
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
    others: [],
    earlier,
    waiting: [],
    stills: [],
    stillsAreSlow: 1,
    stillBytes: DOT.length,
    observation: null,
    can: EVERYTHING,
    conferences: ["*"],
    ends: FAR_AWAY,
    get token() {
      return tokenFor(this.can, "operator", this.conferences, this.ends);
    },
    draws: true,
    ended: false,
    endedBecause: undefined,
    tooMuch: false,
    expired: false,
    handler,
    feed: new FeedStandIn(),
    get show() {
      return show;
    },
    serve,
    cut: () => undefined,
    close: () => clearInterval(looking),
  };
  const show = new ShowStandIn(stand);
  let looking: ReturnType<typeof setInterval> | undefined;
  let told: Conference | null = structuredClone(stand.state);
  stand.feed.hold(structuredClone(stand.state));

  function serve(server: Server): void {
    stand.cut = serveFeed(server, stand.feed);
    looking = setInterval(look, LOOK_MILLISECONDS);
  }

  function look(): void {
    const now = stand.ended ? null : structuredClone(stand.state);
    const { name } = stand.state;
    if (stand.expired) stand.feed.endAll();
    if (!now) {
      if (told) stand.feed.tell(name, "conference.ended", { reason: null });
    } else {
      stand.feed.node(name, { node_state: now.node_state, as_of: now.as_of });
      for (const [type, data] of told ? changed(told, now) : begun(now))
        stand.feed.tell(name, type, data, now.uuid, now.revision);
    }
    told = now;
  }

  function read(where: string, asked: Asked): Answer | null {
    const { state } = stand;
    const etag = `"${state.revision}"`;
    const found = (body: unknown): Answer => ({ status: 200, body });
    const recordings = [...state.recordings, ...stand.earlier];
    switch (where) {
      case "/v1/live":
        return found({ url: `ws://${asked.headers.host}/live?ticket=t`, expires_at: AT });
      case "/v1/conferences":
        for (const other of stand.others) if (!stand.feed.conference(other.name)) stand.feed.hold(other);
        if (stand.ended) return found({ items: stand.others, next: null });
        return { ...found({ items: [state, ...stand.others], next: null }), etag };
      case ROOM:
        if (stand.ended) return { status: 410, body: { ...ENDED, reason: stand.endedBecause } };
        return { ...found(state), etag };
      case `${ROOM}/canvas`:
        return { ...found({ conference: state.name, canvases: [canvasOf(state)] }), etag };
      case `${ROOM}/canvas.svg`:
        return stand.draws ? { ...found(picture(state)), etag, type: "image/svg+xml" } : null;
      case `${ROOM}/waiting`:
        return found({ items: stand.waiting });
      case `${ROOM}/recordings`:
        return found({ items: recordings });
      case `${ROOM}/messages`: {
        const newest = [...stand.feed.messages(state.name)].reverse();
        const from = Number(new URL(asked.path, "http://here").searchParams.get("cursor") ?? "0");
        const end = from + PAGE;
        return found({ items: newest.slice(from, end), next: end < newest.length ? String(end) : null });
      }
      case "/v1/layouts":
        return found({ items: LAYOUTS.map((name) => ({ name, own: false, images: 4 })) });
      case "/v1/layout-groups":
        return found({
          items: [
            { name: "grid", layouts: ["2x2"] },
            { name: "grid-seats", layouts: ["2x2-seats"] },
          ],
        });
    }
    const one = recordings.find(({ id }) => where === `${ROOM}/recordings/${id}`);
    if (one) return found({ ...one, url: `${where}/file` });
    const still = stand.stills.find(({ id }) => where.startsWith(`${ROOM}/stills/${id}`));
    if (still && where.endsWith(".png")) return { ...found(DOT), type: "image/png" };
    if (still) {
      if (stand.stillsAreSlow-- <= 0) return found(still);
      // Stored a moment after whoever asks was told that it is not.
      setTimeout(() => stand.feed.tell(stand.state.name, "still.ready", { id: still.id, still }), 50);
      return found({ ...still, state: "processing", url: null });
    }
    if (where.endsWith("/file")) return { ...found(FILE), type: "video/mp4" };
    const command = commands.get(where.replace("/v1/commands/", ""));
    return command ? found(command) : null;
  }

  function write({ method, body }: Asked, where: string, { sub, can }: Claims): Answer {
    const needed = method === "POST" ? "chat" : "host";
    if (!can.includes(needed))
      return { status: 403, body: { title: "no", code: "missing_ability", detail: `it needs ${needed}`, status: 403 } };
    const { name } = stand.state;
    if (method === "DELETE") {
      stand.feed.tell(name, "message.deleted", { id: where.split("/").at(-1) });
      return { status: 204, body: "" };
    }
    const { id, text } = body as { id: string; text: string };
    const writer = stand.state.members.find(({ user }) => user === sub)?.name ?? null;
    if (stand.tooMuch)
      return { status: 429, body: { title: "Too many messages", detail: "again in 4 s", status: 429 } };
    const known = () => stand.feed.messages(name).find((one) => one.id === id);
    if (!known()) stand.feed.tell(name, "message.posted", { id, sender: sub, name: writer, text });
    return { status: 200, body: known() };
  }

  /** Lets in, or does not, who is named, or everybody. */
  function decide({ body }: Asked, where: string): void {
    const { uuids } = body as { uuids: string[] | null };
    const decided = stand.waiting.filter(({ uuid }) => uuids === null || uuids.includes(uuid));
    stand.waiting = stand.waiting.filter((one) => !decided.includes(one));
    const type = where.endsWith("admit") ? "waiting.admitted" : "waiting.refused";
    for (const { uuid, user, name } of decided) stand.feed.tell("internal", type, { uuid, user, name, seconds: 9 });
  }

  function answer(asked: Asked): Answer {
    const claims = claimsOf(asked.headers.authorization);
    if (stand.expired || !claims)
      return { status: 401, body: { title: "A valid token is needed", code: "invalid_token", detail: "no" } };
    const [where = ""] = asked.path.split("?");
    if (where === `${ROOM}/stills` && stand.stills.length > 0)
      return { status: 429, body: { title: "The last still was taken a moment ago", detail: "again in 2 s" } };
    if (asked.method !== "GET" && where.startsWith(`${ROOM}/messages`)) return write(asked, where, claims);
    if (asked.method !== "GET" && where.startsWith(`${ROOM}/waiting/`)) decide(asked, where);
    if (where === `${ROOM}/observers`)
      return stand.observation
        ? { status: 201, body: stand.observation }
        : {
            status: 409,
            body: { title: "The room lets nobody watch", code: "not_observable", detail: "", status: 409 },
          };
    const ofShow = stand.show.answer(asked, where);
    if (ofShow) return ofShow;
    if (asked.method !== "GET" && where !== "/v1/live") {
      const ended = { ...carryOut(stand.state, asked), id: `command-${commands.size + 1}` };
      commands.set(ended.id, ended);
      if (where === `${ROOM}/stills`) stand.stills.push(still(ended.id, stand.stillBytes));
      return {
        status: 202,
        body: { ...ended, state: "queued", reason: null, detail: null, evidence: null, reply: null },
      };
    }
    return read(where, asked) ?? { status: 404, body: { title: "Nothing is here", code: "not_found", detail: where } };
  }

  async function handler(...[request, response]: Parameters<Handler>): Promise<boolean> {
    const path = request.url ?? "";
    if (!path.startsWith("/v1/")) return false;
    const asked = { method: request.method ?? "", path, body: await bodyOf(request), headers: request.headers };
    stand.asked.push(asked);
    const { status, body, etag, type = "application/json" } = answer(asked);
    const same = etag !== undefined && request.headers["if-none-match"] === etag;
    response.writeHead(same ? 304 : status, { "content-type": type, ...(etag && { etag }) });
    response.end(
      same || status === 204
        ? undefined
        : typeof body === "string" || Buffer.isBuffer(body)
          ? body
          : JSON.stringify(body),
    );
    return true;
  }

  return stand;
}
