/** A call's stages, with a SIP library that does what it is told. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Phone } from "../../src/call/phone.ts";
import type { Stage } from "../../src/call/shapes.ts";
import type { SipLibrary } from "../../src/call/sip.ts";

const SIP = {
  ...{ address: "wss://sip.example.com/", uri: "sip:1000@example.com", authorizationUser: "1000" },
  ...{ password: "secret", target: "sip:999@example.com" },
};

type Told = Record<string, unknown>;

class Session {
  readonly connection = Object.assign(new EventTarget(), { iceConnectionState: "new", getSenders: () => [] });
  over = false;
  restarts = 0;
  constructor(
    readonly target: string,
    readonly options: { extraHeaders?: string[]; eventHandlers: Record<string, (told: Told) => void> },
  ) {
    this.say("peerconnection", { peerconnection: this.connection });
  }
  say(event: string, told: Told = {}): void {
    this.options.eventHandlers[event]?.(told);
  }
  become(state: string): void {
    this.connection.iceConnectionState = state;
    this.connection.dispatchEvent(new Event("iceconnectionstatechange"));
  }
  renegotiate(): boolean {
    this.restarts += 1;
    return true;
  }
  terminate(): void {
    this.over = true;
  }
  isEnded(): boolean {
    return this.over;
  }
}

class Agent {
  readonly handlers: Record<string, (told: Told) => void> = {};
  readonly sessions: Session[] = [];
  stopped = false;
  on(event: string, handler: (told: Told) => void): void {
    this.handlers[event] = handler;
  }
  start(): void {
    agents.push(this);
  }
  stop(): void {
    this.stopped = true;
  }
  isConnected(): boolean {
    return true;
  }
  call(target: string, options: Session["options"]): Session {
    const session = new Session(target, options);
    this.sessions.push(session);
    return session;
  }
}

let agents: Agent[];
let stages: Stage[];
let phone: Phone;

class Stream {
  getTracks() {
    return [];
  }
  getVideoTracks() {
    return [];
  }
}
const stream = () => new Stream() as unknown as MediaStream;
const accepted = (waiting?: string) => ({ response: { getHeader: () => waiting } });
const last = () => stages.at(-1);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", Stream);
  [agents, stages] = [[], []];
  const library = { UA: Agent, WebSocketInterface: Stream } as unknown as SipLibrary;
  phone = new Phone(
    library,
    (stage) => stages.push(stage),
    () => undefined,
  );
});

afterEach(() => {
  phone.leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function inCall(waiting?: string): { agent: Agent; session: Session } {
  phone.join(SIP, stream());
  const [agent] = agents as [Agent];
  agent.handlers.connected?.({});
  agent.handlers.registered?.({});
  const [session] = agent.sessions as [Session];
  session.say("accepted", accepted(waiting));
  session.say("confirmed");
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
  const headers: Record<string, string> = { "X-Ended": "refused", "X-Words": "c29ycnk" };
  const message = { method: "BYE", getHeader: (name: string) => headers[name] };
  session.say("ended", { originator: "remote", cause: "Terminated", message });

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
  agents[0]?.handlers.connected?.({});
  agents[0]?.handlers.registrationFailed?.({ response: { status_code: 403 }, cause: "Rejected" });
  expect(last()).toMatchObject({ failure: { step: "signing-in", status: 403 } });
  phone.join(SIP, stream());
  agents[1]?.handlers.connected?.({});
  agents[1]?.handlers.registered?.({});
  agents[1]?.sessions[0]?.say("failed", { originator: "remote", cause: "Busy", message: { status_code: 486 } });

  expect(last()).toMatchObject({ failure: { step: "calling", status: 486 } });
});

test("a lost way is asked for again, and whoever refuses that is called again in the same call", () => {
  const { agent, session } = inCall();
  session.become("failed");
  expect([session.restarts, last()]).toMatchObject([1, { name: "talking", trouble: "media" }]);
  session.over = true;
  session.say("ended", { originator: "local", cause: "WebRTC Error", message: null });
  const again = agent.sessions[1]!;
  again.say("accepted", accepted());
  again.say("confirmed");

  expect(agent.sessions).toHaveLength(2);
  expect(last()).toMatchObject({ name: "talking", trouble: null });
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
