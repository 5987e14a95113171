/** A relay's password ends: whoever calls, looks for another way, calls again or shows a screen after that has another one. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Phone } from "../../src/call/phone.ts";
import type { Stage } from "../../src/call/shapes.ts";
import { agents, stream } from "./line_in_memory.ts";
import type { Agent, Session } from "./line_in_memory.ts";
import { endPhone, phoneInMemory, SIP } from "./phone_in_memory.ts";

const HOUR = 3_600_000;

let stages: Stage[];
let phone: Phone;
/** How often others were asked for. */
let asked: number;
/** How long an answer takes, in milliseconds; null: there is none. */
let slow: number | null;

const relay = (ends: number): RTCIceServer => ({
  ...{ urls: ["turn:turn.example.com"], credential: "c" },
  username: `${Math.floor(ends / 1000)}:entry-1`,
});
const endsIn = (milliseconds: number) => relay(Date.now() + milliseconds);

async function others(): Promise<RTCIceServer[]> {
  asked += 1;
  if (slow === null) throw new Error("nobody answers");
  await new Promise((done) => setTimeout(done, slow ?? 0));
  return [endsIn(HOUR)];
}

const used = ({ options }: Session) => options.pcConfig?.iceServers;
const settle = () => vi.advanceTimersByTimeAsync(1);
/** What is given at the beginning of a test, and an hour later. */
const OTHERS = [relay(Date.parse("2026-12-01T13:00:00Z"))];
const OTHERS_LATER = [relay(Date.parse("2026-12-01T14:00:00Z"))];

beforeEach(() => {
  [asked, slow] = [0, 0];
  ({ phone, stages } = phoneInMemory({ now: "2026-12-01T12:00:00Z" }));
});

afterEach(() => endPhone(phone));

function join(...iceServers: RTCIceServer[]): Agent {
  phone.join(SIP, stream(), { iceServers, askIceServers: others });
  const agent = agents().at(-1)!;
  agent.handlers.connected?.({});
  agent.handlers.registered?.({});
  return agent;
}

function inCall(...iceServers: RTCIceServer[]): { agent: Agent; session: Session } {
  const agent = join(...iceServers);
  const session = agent.sessions.at(-1)!;
  session.say("confirmed");
  session.become("connected");
  return { agent, session };
}

test("a call with a password that is good asks nobody", () => {
  const mine = endsIn(HOUR);
  const { session } = inCall(mine);

  expect([asked, used(session)]).toEqual([0, [mine]]);
});

test.each([
  ["has ended", -1_000],
  ["ends within the minute", 30_000],
])("a call whose password %s asks for another one first", async (_, milliseconds) => {
  const agent = join({ urls: ["stun:turn.example.com"] }, endsIn(milliseconds));
  expect([agent.sessions.length, stages.at(-1)?.name]).toEqual([0, "calling"]);
  await settle();

  expect([asked, used(agent.sessions[0]!)]).toEqual([1, OTHERS]);
});

test("servers without a password, and names that tell no end, are asked for by nobody, ever", async () => {
  const { agent, session } = inCall({ urls: ["stun:a"] }, { urls: ["turn:b"], username: "b", credential: "c" });
  await vi.advanceTimersByTimeAsync(100 * HOUR);
  session.become("failed");
  agent.isThere();
  session.giveUp("WebRTC Error");

  expect([asked, session.restarts, agent.sessions.length]).toEqual([0, 1, 2]);
});

test.each([
  ["refuses", null, 1],
  ["is slow", 60_000, 3_001],
])("where the API %s the call is made with the servers of before, soon", async (_, how, wait) => {
  slow = how;
  const mine = endsIn(-1_000);
  const agent = join(mine);
  await vi.advanceTimersByTimeAsync(wait);

  expect(agent.sessions.map(used)).toEqual([[mine]]);
});

test("another way is looked for with a password that is good", async () => {
  const { agent, session } = inCall(endsIn(HOUR / 2));
  await vi.advanceTimersByTimeAsync(HOUR);
  session.become("failed");
  agent.isThere();
  expect(session.restarts).toBe(0);
  await settle();

  expect([asked, session.restarts]).toEqual([1, 1]);
  expect(session.given).toEqual({ rtcpMuxPolicy: "require", iceServers: OTHERS_LATER });
});

test("another way is asked for no more when the old one came back while servers were asked for", async () => {
  const { agent, session } = inCall(endsIn(HOUR));
  await vi.advanceTimersByTimeAsync(HOUR);
  slow = 500;
  session.become("failed");
  agent.isThere();
  session.become("connected");
  await vi.advanceTimersByTimeAsync(600);

  expect([asked, session.restarts]).toEqual([1, 0]);
});

test("while nobody answers, and the way stays lost, tries count as ever: then the call is made again", async () => {
  const { agent, session } = inCall(endsIn(HOUR));
  await vi.advanceTimersByTimeAsync(2 * HOUR);
  slow = null;
  session.become("failed");
  agent.isThere();
  await vi.advanceTimersByTimeAsync(30_000);

  expect([session.restarts, agent.sessions.length]).toEqual([4, 2]);
});

test("a call that is made again asks anew also where this machine's clock says that the password is good", async () => {
  const { agent, session } = inCall(endsIn(2 * HOUR));
  session.become("failed");
  session.giveUp("WebRTC Error");
  expect(agent.sessions).toHaveLength(1);
  await settle();
  agent.sessions[1]!.say("confirmed");

  expect([asked, used(agent.sessions[1]!)]).toEqual([1, OTHERS]);
  expect(stages.at(-1)).toMatchObject({ name: "talking", trouble: null });
});

test("a call that is cut off while servers are asked for is made when the server is back", async () => {
  const { agent, session } = inCall(endsIn(HOUR));
  session.become("failed");
  session.giveUp("WebRTC Error");
  agent.connected = false;
  agent.handlers.disconnected?.({});
  await settle();
  expect(agent.sessions).toHaveLength(1);
  agent.connected = true;
  agent.handlers.registered?.({});
  await settle();

  expect(agent.sessions).toHaveLength(2);
});

test("a screen is shown with a password that is good", async () => {
  const { agent } = inCall(endsIn(HOUR));
  await vi.advanceTimersByTimeAsync(HOUR);
  phone.share(stream(), "", () => undefined);
  await settle();

  expect([asked, agent.sessions[1]!.options.extraHeaders]).toEqual([1, ["X-Share: screen"]]);
  expect(used(agent.sessions[1]!)).toEqual(OTHERS_LATER);
});

test("whoever leaves, or takes a screen back, while servers are asked for calls nobody", async () => {
  const { agent } = inCall(endsIn(HOUR));
  await vi.advanceTimersByTimeAsync(HOUR);
  const ends: unknown[] = [];
  phone.share(stream(), "", (failure) => ends.push(failure)).stop();
  phone.share(stream(), "", (failure) => ends.push(failure));
  phone.leave();
  const next = join(endsIn(-1_000));
  phone.leave();
  await settle();

  expect([agent.sessions.length, next.sessions.length, ends]).toEqual([1, 0, [null, null]]);
});
