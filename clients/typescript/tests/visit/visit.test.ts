/** A guest's way: by a link into a call, what happens around it, and why it is over. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Visit } from "../../src/visit/visit.ts";
import type { Around, Over, VisitOptions } from "../../src/visit/shapes.ts";
import { agents, Line, stream } from "../call/line_in_memory.ts";
import type { Agent } from "../call/line_in_memory.ts";
import { meeting, member } from "../conference.ts";
import { ENTRANCE, tokenOf } from "../entry/told.ts";
import { House } from "../live/sockets.ts";

const ADA = member(1, { user: "entry-1", name: "Ada" });
const CANVAS = {
  canvases: [
    {
      slots: [
        { fractions: { x: 0, y: 0, width: 0.5, height: 1 }, member: "call-1" },
        { fractions: { x: 0.5, y: 0, width: 0.5, height: 1 }, member: null },
      ],
    },
  ],
};

/** Storage in memory. */
class Kept {
  private readonly rows = new Map<string, string>();
  getItem = (name: string) => this.rows.get(name) ?? null;
  setItem = (name: string, value: string) => void this.rows.set(name, value);
  removeItem = (name: string) => void this.rows.delete(name);
}

let house: House;
let local: Storage;
let session: Storage;
let bodies: unknown[];
let answers: { status: number; body: unknown }[];
let around: Around[];
let over: Over[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", Line);
  house = new House();
  house.feed.hold(meeting([ADA, member(2)]));
  [bodies, answers, around, over] = [[], [], [], []];
  [local, session] = [new Kept(), new Kept()] as unknown as [Storage, Storage];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function ask(address: string, init: RequestInit): Promise<Response> {
  const answered = (body: unknown, status = 200) => Promise.resolve(new Response(JSON.stringify(body), { status }));
  if (address.endsWith("/redeem")) {
    bodies.push(JSON.parse(init.body as string));
    const { status, body } = answers.shift() ?? { status: 200, body: ENTRANCE };
    return answered(body, status);
  }
  if (address.endsWith("/canvas")) return answered(CANVAS);
  if (address.endsWith("/v1/live")) return answered({ url: "ws://here/live?ticket=t", expires_at: "" });
  return answered({}, 404);
}

function open(code: string | null, more: Partial<VisitOptions> = {}): Promise<Visit> {
  const told = { around: (one: Around) => around.push(one), over: (one: Over) => over.push(one) };
  const live = { open: house.opening, network: house.network };
  return Visit.open(code, told, {
    jssip: Line,
    storage: { local, session },
    fetch: ask,
    live,
    ...more,
  });
}

/** Where the conference is now is asked for before each call. */
const asked = () => vi.advanceTimersByTimeAsync(1);

async function inCall(waiting?: string): Promise<{ visit: Visit; agent: Agent }> {
  const visit = await open("AbC");
  visit.join(stream());
  await asked();
  const agent = agents().at(-1)!;
  agent.answer(waiting);
  await vi.advanceTimersByTimeAsync(100);
  return { visit, agent };
}

test("a link leads into the call, as whom it says", async () => {
  const { visit, agent } = await inCall();

  expect(agent.settings).toMatchObject({ uri: "sip:entry-1@example.com", display_name: "Grace" });
  expect(agent.sessions[0]!.target).toBe("sip:3000@example.com");
  expect(visit.subject).toBe("entry-1");
  visit.leave();
});

test("after a reload the tab comes in again without the code, and the browser is the same one", async () => {
  await open("AbC");
  await open(null);
  await open("AbC");

  expect(bodies[1]).toEqual({ resume: "1.mine" });
  expect(bodies[2]).toEqual(bodies[0]);
  expect(bodies[0]).toMatchObject({ code: "AbC", browser: expect.stringMatching(/^[\w-]{22,}$/) as string });
});

test("a page without a link and without a visit before asks nobody", async () => {
  await expect(open(null)).rejects.toMatchObject({ status: 404, code: "entry_unknown" });
  expect(bodies).toEqual([]);
});

test("what is over for good is forgotten, and what may be otherwise soon is not", async () => {
  await open("AbC");
  answers = [
    { status: 429, body: { code: "rate_limited" } },
    { status: 410, body: { code: "entry_revoked" } },
  ];
  await expect(open(null)).rejects.toMatchObject({ code: "rate_limited" });
  await expect(open(null)).rejects.toMatchObject({ code: "entry_revoked" });
  await expect(open(null)).rejects.toMatchObject({ code: "entry_unknown" });

  expect(bodies).toHaveLength(3);
});

test("no server is called but those that the page names", async () => {
  const visit = await open("AbC", { servers: ["wss://other.example.com"] });

  expect(() => visit.join(stream())).toThrow("does not call wss://sip.example.com:7443");
});

test("who is where in the picture is told with everything that happens, and one's own place is marked", async () => {
  const { visit } = await inCall();
  await vi.advanceTimersByTimeAsync(2_000);
  house.feed.tell("internal", "member.talking", { uuid: "call-1", talking: true });
  await vi.advanceTimersByTimeAsync(100);
  const last = around.at(-1)!;

  expect(last.events.map(({ type }) => type)).toEqual(["member.talking"]);
  expect(last.places).toMatchObject([{ x: 0, width: 0.5, isOwn: true, member: { name: "Ada", talking: true } }]);
  visit.leave();
});

test.each([
  ["removed", (feed: House["feed"]) => feed.tell("internal", "member.left", { uuid: "call-1", cause: "kicked" })],
  ["ended", (feed: House["feed"]) => feed.tell("internal", "conference.ended", { reason: null })],
  [null, () => undefined],
])("a call that the switch ended without a word is over because: %s", async (ending, happens) => {
  const { agent } = await inCall();
  agent.sessions[0]!.hangUp();
  happens(house.feed);
  await vi.advanceTimersByTimeAsync(4_000);

  expect(over).toMatchObject([{ failure: { step: "talking", cause: "Terminated" }, ending }]);
  expect(house.feed.connections).toBe(0);
});

test("while the reason is found out another call may begin: the end of the one before is not its own", async () => {
  const { visit, agent } = await inCall();
  agent.sessions[0]!.hangUp();
  visit.join(stream());
  await asked();
  agents().at(-1)!.answer();
  await vi.advanceTimersByTimeAsync(10_000);
  expect([over, visit.live === null]).toEqual([[], false]);
  visit.leave();
  await vi.advanceTimersByTimeAsync(0);

  expect(over).toEqual([{ failure: null, ending: null }]);
});

test("leaving needs no reason and is told at once", async () => {
  const { visit } = await inCall();
  visit.leave();
  await vi.advanceTimersByTimeAsync(0);

  expect(over).toEqual([{ failure: null, ending: null }]);
  expect(visit.live).toBeNull();
});

test("a later call has relays with passwords that are good, by what this browser was given", async () => {
  const { visit } = await inCall();
  visit.leave();
  vi.setSystemTime(Date.parse("2100-01-01T01:00:00Z"));
  const relay = { urls: ["turn:turn.example.com"], username: "4102455600:entry-1", credential: "d" };
  answers = Array.from({ length: 2 }, () => ({ status: 200, body: { ...ENTRANCE, ice_servers: [relay] } }));
  visit.join(stream());
  await asked();
  const agent = agents().at(-1)!;
  agent.handlers.connected?.({});
  agent.handlers.registered?.({});
  await vi.advanceTimersByTimeAsync(100);

  // Where the first call goes, where the second one does, and its relays.
  expect(bodies.slice(1)).toEqual(Array(3).fill({ resume: "1.mine" }));
  expect(agent.sessions.map(({ options }) => options.pcConfig?.iceServers)).toEqual([[relay]]);
  visit.leave();
});

test("a call goes where the conference is by then, and not where it was when the link was opened", async () => {
  const visit = await open("AbC");
  answers = [{ status: 200, body: { ...ENTRANCE, address: "wss://fs2.example.com:7443" } }];
  visit.join(stream());
  await asked();

  expect(agents().at(-1)!.settings.sockets).toMatchObject({ address: "wss://fs2.example.com:7443/" });
  visit.leave();
});

test("whoever waits is told nothing of the meeting until they are let in", async () => {
  const { visit, agent } = await inCall("true");
  expect([house.tickets, around]).toEqual([0, []]);
  agent.sessions[0]!.say("newInfo", { info: { body: "admitted" } });
  await vi.advanceTimersByTimeAsync(100);

  expect(around[0]?.conference?.name).toBe("internal");
  visit.leave();
});

test("a link that brings no right to look asks for nothing", async () => {
  answers = [{ status: 200, body: { ...ENTRANCE, token: tokenOf("entry-1", []) } }];
  const { visit } = await inCall();

  expect([house.feed.connections, around]).toEqual([0, []]);
  visit.leave();
});
