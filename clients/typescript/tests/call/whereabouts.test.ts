/** Where the conference is now is asked for before each call: who was refused, lost or cut off calls at the server that has it. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Phone } from "../../src/call/phone.ts";
import type { SipWish, Stage } from "../../src/call/shapes.ts";
import { agents, stream } from "./line_in_memory.ts";
import type { Agent, Session } from "./line_in_memory.ts";
import { endPhone, phoneInMemory, sipAt } from "./phone_in_memory.ts";

const [ONE, TWO] = ["wss://fs1.example.com/", "wss://fs2.example.com/"];

let stages: Stage[];
let phone: Phone;
/** Where it is; null: nobody answers. */
let where: string | null;
/** How often it was asked. */
let asked: number;

const last = () => stages.at(-1);
const settle = (milliseconds = 1) => vi.advanceTimersByTimeAsync(milliseconds);
const addresses = () => agents().map(({ settings }) => settings.sockets?.address);
/** As JsSIP tells an answer. */
const message = { status_code: 503, method: "INVITE", getHeader: () => undefined };
const unavailable = { originator: "remote", cause: "SIP Failure Code", message };

beforeEach(() => {
  [where, asked] = [ONE, 0];
  ({ phone, stages } = phoneInMemory());
});

afterEach(() => endPhone(phone));

const askWhere = () => {
  asked += 1;
  return where === null ? Promise.reject(new Error("nobody answers")) : Promise.resolve(sipAt(where));
};

async function join(): Promise<Agent> {
  phone.join(sipAt(ONE), stream(), { askWhere });
  await settle();
  return agents().at(-1)!;
}

async function inCall(): Promise<{ agent: Agent; session: Session }> {
  const agent = await join();
  const session = agent.answer();
  session.become("connected");
  return { agent, session };
}

function signIn(agent: Agent): void {
  agent.handlers.connected?.({});
  agent.handlers.registered?.({});
}

/** The server is gone, and with it sound and picture. */
function die({ agent, session }: { agent: Agent; session: Session }): void {
  agent.connected = false;
  agent.handlers.disconnected?.({});
  session.become("disconnected");
}

test("it is asked before the call, which goes where it is told", async () => {
  where = TWO;
  const agent = await join();
  agent.answer();

  expect([asked, addresses(), last()?.name]).toEqual([1, [TWO], "talking"]);
});

test.each([
  ["nobody answers", () => Promise.reject(new Error("nobody"))],
  ["there is no answer in time", () => new Promise<SipWish>(() => undefined)],
])("where %s it is called as before", async (_, ask) => {
  phone.join(sipAt(ONE), stream(), { askWhere: ask });
  await settle(3_000);

  expect(addresses()).toEqual([ONE]);
});

test("who leaves while it is asked calls nobody", async () => {
  phone.join(sipAt(ONE), stream(), { askWhere });
  phone.leave();
  await settle(60_000);

  expect([addresses(), last()]).toEqual([[], { name: "idle", failure: null }]);
});

test("when the server is gone with sound and picture it is asked until another one has the conference", async () => {
  const call = await inCall();
  die(call);
  await settle(15_000);
  expect([addresses(), asked > 2]).toEqual([[ONE], true]);
  where = TWO;
  await settle(10_000);
  expect(addresses()).toEqual([ONE, TWO]);
  const count = asked;
  signIn(agents()[1]!);
  await settle();
  agents()[1]!.sessions[0]!.say("confirmed");
  await settle(120_000);

  // Once more before the call itself, and then no more.
  expect([asked - count, call.agent.stopped, last()]).toMatchObject([1, true, { name: "talking", trouble: null }]);
  expect(stages.filter(({ name }) => name === "connecting")).toHaveLength(1);
});

test("a call that is heard goes on without its server, and nobody is asked", async () => {
  const { agent } = await inCall();
  agent.connected = false;
  agent.handlers.disconnected?.({});
  where = TWO;
  await settle(120_000);

  expect([asked, addresses(), last()]).toMatchObject([1, [ONE], { name: "talking", trouble: "server" }]);
});

test("a server that comes back within that time is called as before", async () => {
  const call = await inCall();
  die(call);
  await settle(10_000);
  call.agent.connected = true;
  call.agent.isThere();
  const count = asked;
  await settle(4_000);

  expect([asked, addresses(), call.session.restarts > 0]).toEqual([count, [ONE], true]);
});

test("a refusal for now leads to the server that has the conference by then", async () => {
  const agent = await join();
  signIn(agent);
  where = TWO;
  agent.sessions[0]!.say("failed", unavailable);
  await settle();
  agents()[1]!.answer();

  expect([addresses(), agent.stopped, last()?.name]).toEqual([[ONE, TWO], true, "talking"]);
});

test("where the server that refused still has it, it is called three times more, and then it is told", async () => {
  const agent = await join();
  signIn(agent);
  for (const milliseconds of [1, 3_000, 5_000, 60_000]) {
    agent.sessions.at(-1)!.say("failed", unavailable);
    await settle(milliseconds);
  }

  expect([agent.sessions.length, addresses()]).toEqual([4, [ONE]]);
  expect(last()).toMatchObject({ name: "idle", failure: { step: "calling", status: 503, address: ONE } });
});

test("two servers that send somebody to each other do so no more than three times", async () => {
  await join();
  for (let turn = 0; turn < 6; turn += 1) {
    signIn(agents().at(-1)!);
    where = where === ONE ? TWO : ONE;
    agents().at(-1)!.sessions.at(-1)?.say("failed", unavailable);
    await settle(6_000);
  }

  expect([agents().length, last()?.name]).toEqual([4, "idle"]);
});

test.each([
  ["connecting", (agent: Agent) => agent.handlers.disconnected?.({})],
  ["calling", (agent: Agent) => (signIn(agent), agent.handlers.disconnected?.({}))],
])("a server that is lost while %s is left for the one that has the conference, or told", async (_, lose) => {
  const agent = await join();
  where = TWO;
  lose(agent);
  await settle();
  expect(addresses()).toEqual([ONE, TWO]);
  lose(agents()[1]!);
  await settle(10_000);

  expect([addresses(), last()]).toMatchObject([
    [ONE, TWO],
    { name: "idle", failure: { step: "connecting", address: TWO } },
  ]);
});

test.each(["MEDIA_TIMEOUT", "NORMAL_TEMPORARY_FAILURE", "SYSTEM_SHUTDOWN"])(
  "a call that the switch has lost (%s) is made again where the conference is",
  async (why) => {
    const { session } = await inCall();
    where = TWO;
    session.hangUp({ Reason: `FreeSWITCH;cause=1;text="${why}"` });
    await settle();
    signIn(agents()[1]!);
    await settle();
    agents()[1]!.sessions[0]!.say("confirmed");

    expect([addresses(), last()]).toMatchObject([[ONE, TWO], { name: "talking", trouble: null }]);
  },
);

test("a call that was ended, or refused for good, is not made again", async () => {
  const { session } = await inCall();
  session.hangUp({ Reason: 'Q.850;cause=16;text="NORMAL_CLEARING"' });
  await settle(60_000);

  expect([asked, addresses(), last()]).toMatchObject([1, [ONE], { name: "idle", failure: { step: "talking" } }]);
});

test("without anybody to ask a refusal for now is told at once", () => {
  phone.join(sipAt(ONE), stream());
  signIn(agents()[0]!);
  agents()[0]!.sessions[0]!.say("failed", unavailable);

  expect(last()).toMatchObject({ name: "idle", failure: { status: 503 } });
});
