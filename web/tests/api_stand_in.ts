/** A small copy of the HTTP API: one token, one conference in memory, commands that end at once or after a wait. */

import type { IncomingMessage } from "node:http";
import type { Command, Conference, Member } from "../console/shapes";
import type { Handler } from "./browser/static_pages";

const claims = {
  sub: "operator",
  domain: "example.com",
  conferences: ["*"],
  can: ["view", "control", "record"],
  exp: 1_900_000_000,
};
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
export const TOKEN = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}.c2lnbmF0dXJl`;

const AT = "2026-11-23T10:00:00.000Z";
const HOSTILE_NAME = `<img src=x onerror="document.title='broken'">`;

function member(number: number, user: string, name: string, more: Partial<Member> = {}): Member {
  const known = { muted: false, video_muted: false, talking: false, video_floor: false, moderator: false, slot: null };
  return { uuid: `uuid-${number}`, number, user, name, ...known, ...more };
}

function conference(): Conference {
  return {
    name: "internal",
    uuid: "c-1",
    node: "fs1",
    revision: 1,
    started_at: AT,
    locked: false,
    layout: "2x2",
    layout_group: null,
    member_count: 3,
    members: [
      member(1, "1000", "Ada Lovelace", { moderator: true, video_floor: true, slot: "presenter" }),
      member(2, "1001", "Grace Hopper", { talking: true }),
      member(3, "1002", HOSTILE_NAME),
    ],
    recordings: [],
    streams: [],
  };
}

export interface Asked {
  method: string;
  path: string;
  body: unknown;
  headers: IncomingMessage["headers"];
}

export interface ApiStandIn {
  handler: Handler;
  asked: Asked[];
  state: Conference;
  /** False: `/canvas.svg` is not there yet. */
  draws: boolean;
  /** Every token is refused from now on. */
  expired: boolean;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const chunk of request) parts.push(chunk as Buffer);
  return parts.length ? JSON.parse(Buffer.concat(parts).toString()) : undefined;
}

function picture({ members }: Conference): string {
  const cells = members.map(({ number }, index) => {
    const [x, y] = [(index % 2) * 640, Math.floor(index / 2) * 360];
    return `<rect x="${x}" y="${y}" width="636" height="356" fill="#2c5d8f"/><text x="${x + 30}" y="${y + 330}"
      font-size="48" fill="#fff">member ${number}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720"><rect width="1280" height="720" fill="#111"/>
    ${cells.join("")}<script>parent.document.title = "broken"</script></svg>`;
}

export function apiStandIn(): ApiStandIn {
  const commands = new Map<string, Command>();
  const stand: ApiStandIn = { asked: [], state: conference(), draws: true, expired: false, handler };

  function carryOut({ method, path, body }: Asked): Command {
    const fields = (body ?? {}) as Record<string, unknown>;
    const id = `command-${commands.size + 1}`;
    const seen: Command = {
      id,
      kind: "update_member",
      state: "confirmed",
      reason: null,
      evidence: { kind: "event", event: "mute-member", at: AT },
      reply: "+OK",
    };
    const found = stand.state.members.find(({ uuid }) => path.endsWith(uuid));
    stand.state.revision += 1;
    if (found && method === "DELETE") {
      stand.state.members = stand.state.members.filter((other) => other !== found);
      stand.state.member_count -= 1;
      return { ...seen, kind: "kick", evidence: { kind: "event", event: "del-member", at: AT } };
    }
    if (found) Object.assign(found, fields);
    else if (path.endsWith("/recordings")) {
      stand.state.recordings = [{ id: "rec-1", state: "live", paused: false, reason: null, started_at: AT }];
    } else if (path.includes("/recordings/")) {
      stand.state.recordings = [{ id: "rec-1", state: "ready", paused: false, reason: null, started_at: AT }];
    } else if (fields["layout"] === "no-such-layout") {
      const reply = "-ERR Invalid layout\n";
      return { ...seen, kind: "set_layout", state: "failed", reason: "refused", evidence: null, reply };
    } else {
      Object.assign(stand.state, fields);
      return { ...seen, kind: "set_layout", state: "accepted", evidence: { kind: "reply" } };
    }
    return seen;
  }

  function answer(asked: Asked): { status: number; body: unknown; etag?: string } {
    const { method, path } = asked;
    if (stand.expired || asked.headers.authorization !== `Bearer ${TOKEN}`)
      return { status: 401, body: { title: "A valid token is needed", code: "invalid_token", detail: "no" } };
    if (method !== "GET") {
      const ended = carryOut(asked);
      commands.set(ended.id, ended);
      return { status: 202, body: { ...ended, state: "queued", evidence: null, reply: null } };
    }
    const etag = `"${stand.state.revision}"`;
    const [where = ""] = path.split("?");
    if (where === "/v1/conferences") return { status: 200, etag, body: { items: [stand.state], next: null } };
    if (where === "/v1/conferences/internal") return { status: 200, etag, body: stand.state };
    if (where === "/v1/conferences/internal/canvas.svg" && stand.draws)
      return { status: 200, etag, body: picture(stand.state) };
    if (where === "/v1/layouts") return { status: 200, body: { items: [{ name: "2x2" }, { name: "presenter" }] } };
    const command = commands.get(where.replace("/v1/commands/", ""));
    if (command) return { status: 200, body: command };
    return { status: 404, body: { title: "There is nothing here", code: "not_found", detail: where } };
  }

  async function handler(...[request, response]: Parameters<Handler>): Promise<boolean> {
    const path = request.url ?? "";
    if (!path.startsWith("/v1/")) return false;
    const asked = { method: request.method ?? "", path, body: await bodyOf(request), headers: request.headers };
    stand.asked.push(asked);
    const { status, body, etag } = answer(asked);
    const same = etag !== undefined && request.headers["if-none-match"] === etag;
    const type = typeof body === "string" ? "image/svg+xml" : "application/json";
    response.writeHead(same ? 304 : status, { "content-type": type, ...(etag && { etag }) });
    response.end(same ? undefined : typeof body === "string" ? body : JSON.stringify(body));
    return true;
  }

  return stand;
}
