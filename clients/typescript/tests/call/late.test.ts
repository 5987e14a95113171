/** What is told of a call that was left, or made again, says nothing of the one that stands. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Phone } from "../../src/call/phone.ts";
import type { Stage } from "../../src/call/shapes.ts";
import { agents, stream } from "./line_in_memory.ts";
import type { Agent, Session } from "./line_in_memory.ts";
import { endPhone, phoneInMemory, SIP } from "./phone_in_memory.ts";

let stages: Stage[];
let shown: MediaStream[];
let phone: Phone;
/** What a page does when it is told. */
let told: (stage: Stage) => void;

const last = () => stages.at(-1);

beforeEach(() => {
  shown = [];
  told = () => undefined;
  ({ phone, stages } = phoneInMemory({
    onStage: (stage) => told(stage),
    onConference: (conference) => shown.push(conference),
  }));
});

afterEach(() => endPhone(phone));

/** The call is being made, and not answered yet. */
function calling(): { agent: Agent; session: Session } {
  phone.join(SIP, stream());
  const agent = agents().at(-1)!;
  agent.handlers.connected?.({});
  agent.handlers.registered?.({});
  return { agent, session: agent.sessions.at(-1)! };
}

test("an answer that comes when one has left makes no call", () => {
  const { session } = calling();
  phone.leave();
  session.say("accepted", { response: { getHeader: () => undefined } });
  session.say("confirmed");

  expect(last()).toEqual({ name: "idle", failure: null });
});

test("a call that was cancelled and fails later ends nothing of the next one", () => {
  const { session } = calling();
  phone.leave();
  calling();
  session.say("failed", { originator: "local", cause: "WebRTC Error", message: null });

  expect([last()?.name, agents()[1]!.stopped]).toEqual(["calling", false]);
});

test("of a call that was made again neither picture nor lobby is told any more", () => {
  const { agent, session } = calling();
  agent.answer();
  session.become("failed");
  session.giveUp("WebRTC Error");
  agent.sessions[1]!.say("confirmed");
  session.bring();
  session.say("newInfo", { info: { body: "waiting" } });
  expect([shown.length, last()]).toMatchObject([0, { name: "talking", waiting: false }]);
  agent.sessions[1]!.bring();

  expect(shown).toHaveLength(1);
});

test("whoever leaves as soon as they are told that it begins is connected to nobody", () => {
  told = ({ name }) => name === "connecting" && phone.leave();
  phone.join(SIP, stream());

  expect([agents().length, last()]).toEqual([0, { name: "idle", failure: null }]);
});

test("another way that is refused when the old one is there again costs nobody the call", () => {
  const { agent, session } = calling();
  agent.answer();
  session.become("connected");
  session.become("failed");
  agent.isThere();
  expect(session.restarts).toBe(1);
  session.become("connected");
  session.giveUp("WebRTC Error");
  agent.sessions[1]?.say("confirmed");

  expect([agent.sessions.length, last()?.name]).toEqual([2, "talking"]);
});

test("a call that never found a way, neither the first time nor again, is over", () => {
  const { agent, session } = calling();
  agent.answer();
  session.giveUp("RTP Timeout");

  expect(agent.sessions).toHaveLength(1);
  expect(last()).toMatchObject({ name: "idle", failure: { step: "talking", cause: "RTP Timeout" } });
});

test("a key is sent where a call stands, and whoever presses it is told where none does", () => {
  expect(phone.pressKey("0")).toBe(false);
  const { agent, session } = calling();
  expect(phone.pressKey("0")).toBe(false);
  agent.answer();
  expect(phone.pressKey("0")).toBe(true);
  session.become("failed");
  session.giveUp("WebRTC Error");
  expect(phone.pressKey("1")).toBe(false);
  agent.sessions[1]!.say("confirmed");

  expect([phone.pressKey("2"), session.keys, agent.sessions[1]!.keys]).toEqual([true, ["0"], ["2"]]);
});

test.each([
  ["taken back", (share: { stop: () => void }) => share.stop()],
  ["left with its call", () => phone.leave()],
])("a screen that is %s before it was answered is no failure", (_, end) => {
  const { agent } = calling();
  agent.answer();
  const over = vi.fn();
  end(phone.share(stream(), "Grace – screen", over));

  expect([agent.sessions[1]!.over, over.mock.calls]).toEqual([true, [[null]]]);
});
