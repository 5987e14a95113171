/** Watching a conference: what is asked, called and told, and what becomes of it when the call is over. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api, Observation } from "../../src/index.ts";
import type { Watching } from "../../src/index.ts";
import { agents, Line } from "../call/line_in_memory.ts";

const OBSERVATION = {
  ...{ user: "entry-1", password: "secret", domain: "example.com", address: "wss://sip.example.com:7443" },
  ...{ number: "3000", ice_servers: [{ urls: ["stun:turn.example.com"] }], conference: "internal" },
  ...{ call_before: "2026-12-01T00:01:00Z", until: "2026-12-01T02:00:00Z" },
};

let told: Watching[];
let asked: { where: string; method: string | undefined }[];
let answers: (() => Response)[];
let observation: Observation;

const names = () => told.map(({ name }) => name);
const made = () => new Response(JSON.stringify(OBSERVATION), { status: 201 });
const problem = (status: number, code: string) => () => new Response(JSON.stringify({ status, code }), { status });

function observe(servers?: string[]): void {
  const api = new Api({
    token: "a.b.c",
    fetch: (where, { method }) => {
      asked.push({ where, method });
      const answer = answers.shift() ?? made;
      return Promise.resolve(answer());
    },
  });
  observation = new Observation({
    ...{ api, conference: "internal", library: Line, tell: (now) => told.push(now) },
    ...(servers ? { servers } : {}),
  });
}

/** The call stands and brings its picture. */
async function watching() {
  await vi.advanceTimersByTimeAsync(0);
  const agent = agents().at(-1)!;
  const session = agent.answer();
  session.connection.dispatchEvent(Object.assign(new Event("track"), { track: { kind: "video" } }));
  session.become("connected");
  return { agent, session };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", Line);
  told = [];
  asked = [];
  answers = [];
  agents().length = 0;
});

afterEach(() => {
  observation.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what the API gives is called, nothing is sent, and the picture is told", async () => {
  observe();
  const { agent, session } = await watching();

  expect(asked).toEqual([{ where: "/v1/conferences/internal/observers", method: "POST" }]);
  expect(agent.settings).toMatchObject({ uri: "sip:entry-1@example.com", password: "secret" });
  expect(session.target).toBe("sip:3000@example.com");
  expect(session.options.mediaStream?.getTracks()).toEqual([]);
  expect(names()).toEqual(["connecting", "watching"]);
});

test("a call that is answered and finds no way is no picture, and is not made again", async () => {
  observe();
  await vi.advanceTimersByTimeAsync(0);
  const agent = agents().at(-1)!;
  const session = agent.answer();
  session.connection.dispatchEvent(Object.assign(new Event("track"), { track: { kind: "video" } }));
  expect(names()).toEqual(["connecting"]);
  await vi.advanceTimersByTimeAsync(60_000);

  expect(told.at(-1)).toMatchObject({ name: "refused", why: { step: "talking", cause: "no way" } });
  expect([agent.stopped, asked.length]).toEqual([true, 1]);
});

test("who may not watch is told why, and nobody is called", async () => {
  answers = [problem(409, "not_observable")];
  observe();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(told.at(-1)).toMatchObject({ name: "refused", why: { code: "not_observable" } });
  expect([asked.length, agents().length]).toEqual([1, 0]);
});

test("a server that this page may not call is not called", async () => {
  observe(["wss://other.example.com"]);
  await vi.advanceTimersByTimeAsync(0);

  expect(told.at(-1)?.name).toBe("refused");
  expect(agents()).toEqual([]);
});

test("a call that ends is asked for and made again, less and less often", async () => {
  observe();
  for (const wait of [1_000, 3_000, 10_000]) {
    const { session } = await watching();
    const before = asked.length;
    session.hangUp();
    expect(told.at(-1)?.name).toBe("connecting");
    await vi.advanceTimersByTimeAsync(wait - 1);
    expect(asked.length).toBe(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked.length).toBe(before + 1);
  }
});

test("a call that lasted is no failure: the next one comes soon", async () => {
  observe();
  for (let time = 0; time < 3; time += 1) {
    const { session } = await watching();
    await vi.advanceTimersByTimeAsync(60_000);
    session.hangUp();
    const before = asked.length;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked.length).toBe(before + 1);
  }
});

test("where nobody answers it is asked again; what the switch refuses is not", async () => {
  answers = [problem(503, "unavailable")];
  observe();
  for (let turn = 0; turn < 60 && agents().length === 0; turn += 1) await vi.advanceTimersByTimeAsync(500);
  const agent = agents().at(-1)!;
  agent.handlers.connected?.({});
  agent.handlers.registered?.({});
  agent.sessions.at(-1)!.say("failed", { originator: "remote", cause: "Rejected", message: { status_code: 486 } });
  const before = asked.length;
  await vi.advanceTimersByTimeAsync(60_000);

  expect(told.at(-1)).toMatchObject({ name: "refused", why: { step: "calling", status: 486 } });
  expect(asked.length).toBe(before);
});

test("who watches longer than a relay's password is good asks for a call anew when the way is lost, and for none before", async () => {
  const username = `${Math.floor(Date.now() / 1000) + 3_600}:entry-1`;
  const ice_servers = [{ urls: ["turn:turn.example.com"], username, credential: "c" }];
  answers = [() => new Response(JSON.stringify({ ...OBSERVATION, ice_servers }), { status: 201 })];
  observe();
  const { agent, session } = await watching();
  session.become("disconnected");
  session.become("connected");
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect([agent.stopped, asked.length]).toEqual([false, 1]);
  session.become("disconnected");
  await vi.advanceTimersByTimeAsync(1_000);

  expect([agent.stopped, asked.length]).toEqual([true, 2]);
  await watching();
  expect(names().at(-1)).toBe("watching");
});

test("when the node dies another one is asked for, until the API names it, and called there", async () => {
  observe();
  const { agent, session } = await watching();
  agent.connected = false;
  agent.handlers.disconnected?.({});
  session.become("disconnected");
  await vi.advanceTimersByTimeAsync(9_000);
  expect([agent.stopped, asked.length]).toEqual([true, 2]);
  agents().at(-1)!.handlers.disconnected?.({});
  answers = [
    () => new Response(JSON.stringify({ ...OBSERVATION, address: "wss://fs2.example.com:7443" }), { status: 201 }),
  ];
  await vi.advanceTimersByTimeAsync(10_000);
  await watching();

  expect(agents().map(({ settings }) => settings.sockets?.address)).toEqual([
    "wss://sip.example.com:7443/",
    "wss://sip.example.com:7443/",
    "wss://fs2.example.com:7443/",
  ]);
  expect(names().at(-1)).toBe("watching");
});

test("a server that nobody reaches is told after some tries", async () => {
  observe();
  for (let time = 0; time < 10; time += 1) {
    await vi.advanceTimersByTimeAsync(10_000);
    agents().at(-1)!.handlers.disconnected?.({});
  }

  expect(told.at(-1)).toMatchObject({ name: "refused", why: { step: "connecting" } });
  expect(agents()).toHaveLength(5);
});

test("a way that comes back within eight seconds is the same call", async () => {
  observe();
  const { agent, session } = await watching();
  session.become("disconnected");
  await vi.advanceTimersByTimeAsync(7_000);
  session.become("connected");
  await vi.advanceTimersByTimeAsync(60_000);

  expect([agent.stopped, asked.length]).toEqual([false, 1]);
});

test("who stops watching is told nothing more, and nothing is called", async () => {
  observe();
  observation.stop();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(names()).toEqual(["connecting"]);
  expect(agents()).toEqual([]);
});
