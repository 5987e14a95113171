/** A call's stages, with a SIP library that does what it is told. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Phone } from "../../src/call/phone.ts";
import type { Stage } from "../../src/call/shapes.ts";
import { agents, stream } from "./line_in_memory.ts";
import type { Agent, Session } from "./line_in_memory.ts";
import { endPhone, phoneInMemory, SIP } from "./phone_in_memory.ts";

let stages: Stage[];
let phone: Phone;

const accepted = (waiting?: string) => ({ response: { getHeader: () => waiting } });
const last = () => stages.at(-1);

beforeEach(() => {
  ({ phone, stages } = phoneInMemory());
});

afterEach(() => endPhone(phone));

function inCall(waiting?: string): { agent: Agent; session: Session } {
  phone.join(SIP, stream());
  const [agent] = agents() as [Agent];
  const session = agent.answer(waiting);
  return { agent, session };
}

test("a call goes through its stages, and leaving ends it without a reason", () => {
  const { agent } = inCall();
  expect(stages.map(({ name }) => name)).toEqual(["connecting", "signing-in", "calling", "talking"]);
  phone.leave();

  expect(last()).toEqual({ name: "idle", failure: null });
  expect(agent.stopped).toBe(true);
});

test("whoever waits is told so, and when they are let in", () => {
  const { session } = inCall("true");
  expect(last()).toMatchObject({ name: "talking", waiting: true });
  session.say("newInfo", { info: { body: "admitted" } });

  expect(last()).toMatchObject({ name: "talking", waiting: false });
});

test("a BYE brings what the switch has said", () => {
  const { session } = inCall();
  session.hangUp({ "X-Ended": "refused", "X-Words": "c29ycnk" });

  expect(last()).toMatchObject({
    failure: { step: "talking", cause: "Terminated", said: "refused", words: "c29ycnk" },
  });
});

test("a server that says nothing is given up after fifteen seconds", () => {
  phone.join(SIP, stream());
  vi.advanceTimersByTime(15_000);

  expect(last()).toEqual({ name: "idle", failure: { step: "connecting", address: SIP.address } });
});

test("a refused password and a refused call are told by their status", () => {
  phone.join(SIP, stream());
  agents()[0]?.handlers.connected?.({});
  agents()[0]?.handlers.registrationFailed?.({ response: { status_code: 403 }, cause: "Rejected" });
  expect(last()).toMatchObject({ failure: { step: "signing-in", status: 403 } });
  phone.join(SIP, stream());
  agents()[1]?.handlers.connected?.({});
  agents()[1]?.handlers.registered?.({});
  agents()[1]?.sessions[0]?.say("failed", { originator: "remote", cause: "Busy", message: { status_code: 486 } });

  expect(last()).toMatchObject({ failure: { step: "calling", status: 486 } });
});

test("a lost way is asked for again, and whoever refuses that is called again in the same call", () => {
  const { agent, session } = inCall();
  session.become("failed");
  agent.isThere();
  expect([session.restarts, last()]).toMatchObject([1, { name: "talking", trouble: "media" }]);
  session.over = true;
  session.say("ended", { originator: "local", cause: "WebRTC Error", message: null });
  const again = agent.sessions[1]!;
  again.say("accepted", accepted());
  again.say("confirmed");

  expect(agent.sessions).toHaveLength(2);
  expect(last()).toMatchObject({ name: "talking", trouble: null });
});

test("a socket on which nobody answers is let go of, and the same call gets its way by another", () => {
  vi.useFakeTimers();
  const { agent, session } = inCall();
  const socket = agent.settings.sockets!;
  socket.ondisconnect = () => {
    agent.connected = false;
    agent.handlers.disconnected?.({});
  };
  session.become("disconnected");
  expect([agent.registers, session.restarts]).toEqual([1, 0]);
  vi.advanceTimersByTime(2_500);
  expect([socket.isOpen, session.restarts, last()]).toMatchObject([false, 0, { trouble: "server" }]);
  agent.connected = true;
  agent.isThere();

  expect([session.restarts, agent.sessions.length]).toEqual([1, 1]);
});

test.each([
  ["before anybody was called again", 0],
  ["and once more while that is being done", 1],
])("a socket lost while another way is asked for, %s: the call is made again when the server is back", (_, losses) => {
  const { agent, session } = inCall();
  session.become("failed");
  agent.connected = false;
  session.over = true;
  // JsSIP ends what waits for an answer before it tells of the socket.
  session.say("ended", { originator: "local", cause: "Connection Error", message: null });
  agent.handlers.disconnected?.({});
  expect([agent.sessions.length, last()]).toMatchObject([1, { name: "talking", trouble: "server" }]);
  for (let loss = 0; loss < losses; loss += 1) {
    agent.connected = true;
    agent.handlers.registered?.({});
    agent.connected = false;
    agent.sessions.at(-1)?.say("failed", { originator: "local", cause: "Canceled", message: null });
    agent.handlers.disconnected?.({});
  }
  agent.connected = true;
  agent.answer();

  expect(agent.sessions).toHaveLength(2 + losses);
  expect(last()).toMatchObject({ name: "talking", trouble: null });
});

/** The socket is back and the call is lost with it; then nobody is signed in. */
function cutOff(): Agent {
  const { agent, session } = inCall();
  agent.connected = false;
  session.over = true;
  session.say("ended", { originator: "local", cause: "Connection Error", message: null });
  agent.handlers.disconnected?.({});
  agent.connected = true;
  agent.handlers.connected?.({});
  return agent;
}
const refused = (agent: Agent, status_code?: number) =>
  agent.handlers.registrationFailed?.({ response: status_code ? { status_code } : null, cause: "SIP Failure Code" });

test("a server that is back and signs nobody in yet is asked again, and then the call is made again", () => {
  const agent = cutOff();
  refused(agent, 503);
  vi.advanceTimersByTime(2_000);
  expect([agent.registers, last()?.name]).toEqual([1, "talking"]);
  refused(agent);
  vi.advanceTimersByTime(4_000);
  expect(agent.registers).toBe(2);
  agent.answer();
  vi.advanceTimersByTime(600_000);

  expect([agent.registers, agent.sessions.length]).toEqual([2, 2]);
  expect(last()).toMatchObject({ name: "talking", trouble: null });
});

test.each([401, 403, 404])("who is not signed in any more (%i) after the call was lost is told so", (status) => {
  const agent = cutOff();
  refused(agent, status);

  expect(last()).toMatchObject({ name: "idle", failure: { step: "signing-in", status } });
});

test("a server that never signs anybody in again ends the call that was lost", () => {
  const agent = cutOff();
  for (let tries = 0; tries < 20 && last()?.name === "talking"; tries += 1) {
    refused(agent, 503);
    vi.advanceTimersByTime(30_000);
  }

  expect([agent.registers, agent.stopped]).toEqual([8, true]);
  expect(last()).toMatchObject({ name: "idle", failure: { step: "signing-in", status: 503 } });
});

test.each([403, 503])("a call that is still heard goes on, however often nobody is signed in (%i)", (status) => {
  const { agent } = inCall();
  agent.handlers.disconnected?.({});
  agent.handlers.connected?.({});
  for (let tries = 0; tries < 20; tries += 1) {
    refused(agent, status);
    vi.advanceTimersByTime(30_000);
  }

  expect([agent.registers, last()?.name]).toEqual([status === 403 ? 0 : 8, "talking"]);
});

test("a call that was to be refreshed when the socket broke is made again, too", () => {
  const { agent, session } = inCall();
  agent.connected = false;
  session.over = true;
  session.say("ended", { originator: "local", cause: "Connection Error", message: null });
  agent.connected = true;
  agent.answer();

  expect([agent.sessions.length, last()?.name]).toEqual([2, "talking"]);
});

test("a call that is made again and refused is over", () => {
  const { agent, session } = inCall();
  session.become("failed");
  session.over = true;
  session.say("ended", { originator: "local", cause: "WebRTC Error", message: null });
  agent.sessions[1]?.say("failed", { originator: "remote", cause: "Rejected", message: { status_code: 403 } });

  expect(last()).toMatchObject({ name: "idle", failure: { step: "talking", status: 403 } });
});

test("a lost socket is told, and forgotten when it is back", () => {
  const { agent } = inCall();
  agent.handlers.disconnected?.({});
  expect(last()).toMatchObject({ name: "talking", trouble: "server" });
  agent.handlers.registered?.({});

  expect(last()).toMatchObject({ name: "talking", trouble: null });
});

test("a screen is a second call with its mark, and its end is told once", () => {
  const { agent } = inCall();
  const over = vi.fn();
  const share = phone.share(stream(), "Grace – screen", over);
  const second = agent.sessions[1]!;
  expect([second.target, second.options.extraHeaders]).toEqual([SIP.target, ["X-Share: screen"]]);
  share.stop();
  second.say("ended", { originator: "local", cause: "Terminated" });

  expect([second.over, over.mock.calls]).toEqual([true, [[null]]]);
  expect(last()).toMatchObject({ name: "talking" });
});

test("a screen that is refused says why, and the call goes on", () => {
  const { agent } = inCall();
  const over = vi.fn();
  phone.share(stream(), "", over);
  agent.sessions[1]?.say("failed", { originator: "remote", cause: "Rejected", message: { status_code: 403 } });

  expect(over.mock.calls).toEqual([[expect.objectContaining({ step: "calling", status: 403 })]]);
  expect(last()).toMatchObject({ name: "talking" });
});
