/** Another microphone or camera is sent by the call that stands, whatever becomes of the call meanwhile. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Phone } from "../../src/call/phone.ts";
import { agents, asTrack, stream, Track } from "./line_in_memory.ts";
import type { Agent, Session } from "./line_in_memory.ts";
import { endPhone, phoneInMemory, SIP } from "./phone_in_memory.ts";

let phone: Phone;
let agent: Agent;
let session: Session;

const other = () => asTrack(new Track("audio", "other"));
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(async () => {
  ({ phone } = phoneInMemory());
  phone.join(SIP, stream(new Track("audio", "first"), new Track("video", "camera")));
  agent = agents()[0]!;
  session = agent.answer();
  await settled();
});

afterEach(() => endPhone(phone));

/** The way is lost, the switch takes no other for this call, and the call is being made again. */
function calledAgain(): Session {
  session.become("failed");
  session.giveUp("WebRTC Error");
  return agent.sessions.at(-1)!;
}

test("a track takes the place of the one of its kind, and a call that is made again begins with it", async () => {
  await phone.replace(other());
  const again = calledAgain();
  await settled();

  expect([session.sent, again.sent]).toEqual([
    ["other", "camera"],
    ["camera", "other"],
  ]);
});

test("chosen just when the call is made again, it is sent by that one", async () => {
  const again = calledAgain();
  await phone.replace(other());
  await settled();

  expect(again.sent.sort()).toEqual(["camera", "other"]);
});

test("a connection that is closed before it answers holds nobody up, and the next call sends it", async () => {
  session.senders[0]!.slow = true;
  let isDone = false;
  void phone.replace(other()).then(() => (isDone = true));
  await settled();
  expect(isDone).toBe(false);
  const again = calledAgain();
  await settled();

  expect([isDone, again.sent.sort()]).toEqual([true, ["camera", "other"]]);
});

test("chosen while there is no way to the server, it is sent when the server is back", async () => {
  const lost = calledAgain();
  await settled();
  // The server is lost while the call is made again: its connection is closed, too.
  agent.connected = false;
  for (const sender of lost.senders) sender.refuses = new DOMException("closed", "InvalidStateError");
  lost.connection.signalingState = "closed";
  lost.over = true;
  lost.say("failed", { originator: "local", cause: "Connection Error", message: null });
  await phone.replace(other());
  agent.connected = true;
  const again = agent.answer();
  await settled();

  expect(again.sent.sort()).toEqual(["camera", "other"]);
});

test("what the browser refuses is told, and is not sent by a call that is made again either", async () => {
  session.senders[0]!.refuses = new DOMException("another kind", "InvalidModificationError");
  await expect(phone.replace(other())).rejects.toThrow("another kind");
  const again = calledAgain();
  await settled();

  expect(again.sent.sort()).toEqual(["camera", "first"]);
});

test("a change that was begun in a call before changes nothing of the next one", async () => {
  session.senders[0]!.slow = true;
  const begun = phone.replace(other());
  const late = session.senders[0]!;
  phone.leave();
  phone.join(SIP, stream(new Track("audio", "second"), new Track("video", "camera")));
  late.go();
  await begun;
  agent = agents()[1]!;
  session = agent.answer();
  const again = calledAgain();
  await settled();

  expect(again.sent).toEqual(["second", "camera"]);
});

test("the stream that a page has given stays as the page has it", async () => {
  const given = stream(new Track("audio", "mine"));
  phone.join(SIP, given);
  await phone.replace(other());

  expect(given.getTracks().map((track) => (track as unknown as Track).name)).toEqual(["mine"]);
});
