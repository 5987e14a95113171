/** Whatever becomes of the connection, in the end everybody has seen the same, once and in order. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Problem } from "../../src/index.ts";
import { meeting, member } from "../conference.ts";
import { House, Page, pass } from "./sockets.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function house(): House {
  const made = new House();
  made.feed.hold(meeting());
  return made;
}

const mute = ({ feed }: House, number: number, muted: boolean) =>
  feed.tell("internal", "member.changed", { uuid: `call-${number}`, changed: { muted } });

/** The same beginning for everybody, whoever runs the test and when. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe("a page that was there all the time", () => {
  test("has the conference, then everything that happens", async () => {
    const here = house();
    const page = new Page(here.live());
    await pass();
    expect(page.shown?.conference).toEqual(meeting());
    mute(here, 1, true);
    here.feed.tell("internal", "member.joined", { member: member(3) });
    here.feed.tell("internal", "of.tomorrow", { anything: [1] });
    await pass();

    expect(page.shown?.conference).toEqual(here.feed.conference("internal"));
    expect(page.events).toEqual(["event-101", "event-102", "event-103"]);
    expect(page.statuses).toEqual(["connecting", "live"]);
  });

  test("says nothing in an hour but that it is still there, and stays connected", async () => {
    const here = house();
    const page = new Page(here.live({ pingSeconds: 300 }));
    await pass();
    const before = here.feed.said.length;
    await pass(3_600_000);

    expect(here.feed.said.slice(before)).toEqual(Array.from({ length: 12 }, () => ({ type: "ping" })));
    expect([here.tickets, page.statuses.at(-1)]).toEqual([1, "live"]);
  });

  test("puts a snapshot together of its parts", async () => {
    const here = new House();
    here.feed.hold(meeting(Array.from({ length: 7 }, (_, number) => member(number + 1))));
    here.feed.partSize = 2;
    const page = new Page(here.live());
    await pass();

    expect(page.shown?.conference).toEqual(here.feed.conference("internal"));
  });

  test("sees a meeting end and another one of its name begin", async () => {
    const here = house();
    const page = new Page(here.live());
    await pass();
    here.feed.tell("internal", "conference.ended", { reason: null });
    await pass();
    expect(page.shown?.conference).toBeNull();
    const { node_state, as_of, members, recordings, streams, ...begun } = meeting([], { uuid: "meeting-2" });
    here.feed.node("internal", { node_state, as_of });
    here.feed.tell("internal", "conference.started", { conference: begun }, "meeting-2");
    await pass();

    expect(page.shown?.conference).toMatchObject({ uuid: "meeting-2", members, recordings, streams, node_state: "up" });
  });
});

describe("a page without connection", () => {
  test("for a minute has all of it afterwards, each once", async () => {
    const here = house();
    const [away, there] = [new Page(here.live()), new House()];
    await pass();
    here.offline();
    for (let second = 0; second < 60; second += 1) {
      mute(here, 1 + (second % 2), second % 3 === 0);
      await pass(1000);
    }
    expect(away.events).toEqual([]);
    here.online();
    await pass();

    expect(there.feed.connections).toBe(0);
    expect(away.shown?.conference).toEqual(here.feed.conference("internal"));
    expect(away.events).toEqual(Array.from({ length: 60 }, (_, number) => `event-${number + 101}`));
    expect(away.statuses).toEqual(["connecting", "live", "offline", "connecting", "live"]);
    expect(here.tickets).toBe(2);
  });

  test("tries again and again, with longer and longer pauses, each try with an end", async () => {
    const here = house();
    here.isCut = true;
    const page = new Page(here.live());
    await pass(10 * 60_000);

    // 30 seconds at most, less a quarter by chance: not once a second, and not never.
    expect(here.tickets).toBeGreaterThan(20);
    expect(here.tickets).toBeLessThan(50);
    here.isCut = false;
    await pass(30_000);
    expect(page.shown?.conference).toEqual(meeting());
  });

  test("whose connection hangs notices it by the ping that nobody answers", async () => {
    const here = house();
    const page = new Page(here.live({ pingSeconds: 20 }));
    await pass();
    here.hangs = true;
    mute(here, 1, true);
    await pass(31_000);
    expect(page.statuses.at(-1)).not.toBe("live");
    here.hangs = false;
    await pass(31_000);

    expect(page.shown?.conference).toEqual(here.feed.conference("internal"));
    expect(page.events).toEqual(["event-101"]);
  });

  test("after two hours is back within seconds", async () => {
    const here = house();
    const page = new Page(here.live());
    await pass();
    here.feed.endAll();
    mute(here, 2, true);
    await pass(1000);

    expect(page.statuses).toEqual(["connecting", "live", "waiting", "connecting", "live"]);
    expect(page.shown?.conference).toEqual(here.feed.conference("internal"));
  });

  test("for longer than the feed is kept begins with a snapshot", async () => {
    const here = house();
    const page = new Page(here.live());
    await pass();
    here.offline();
    mute(here, 1, true);
    here.feed.expire("internal");
    mute(here, 2, true);
    here.online();
    await pass();

    expect(page.shown?.conference).toEqual(here.feed.conference("internal"));
    expect(page.events).toEqual([]);
  });
});

describe("frames that are lost", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "at random (%i) are all seen in the end, each once and in order",
    async (seed) => {
      const here = house();
      const chance = dice(seed);
      here.feed.partSize = 1;
      here.feed.loses = () => chance() < 0.3;
      const page = new Page(here.live({ pingSeconds: 20 }));
      for (let step = 0; step < 200; step += 1) {
        const number = 1 + Math.floor(chance() * 5);
        const kind = Math.floor(chance() * 4);
        const uuid = `call-${number}`;
        if (kind === 0) here.feed.tell("internal", "member.joined", { member: member(number) });
        else if (kind === 1) here.feed.tell("internal", "member.left", { uuid });
        else if (kind === 2) mute(here, number, chance() < 0.5);
        else here.feed.tell("internal", "member.talking", { uuid, talking: chance() < 0.5 });
        if (step % 60 === 59) here.feed.endAll();
        await pass(chance() * 2000);
      }
      here.feed.loses = () => false;
      await pass(3 * 60_000);

      expect(page.shown?.conference).toEqual(here.feed.conference("internal"));
      const seqs = page.events.map((id) => Number(id.split("-")[1]));
      expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => one - other));
      expect(page.live.status.name).toBe("live");
    },
  );

  test("the last one shows in the answer to a ping", async () => {
    const here = house();
    const page = new Page(here.live({ pingSeconds: 20 }));
    await pass();
    here.feed.loses = () => true;
    mute(here, 1, true);
    here.feed.loses = () => false;
    await pass(20_500);

    expect(page.events).toEqual(["event-101"]);
  });

  test("an event that came too early is kept until what is missing is there", async () => {
    const here = house();
    const page = new Page(here.live());
    await pass();
    here.feed.loses = () => true;
    mute(here, 1, true);
    here.feed.loses = () => false;
    mute(here, 2, true);
    await pass();

    expect(page.events).toEqual(["event-101", "event-102"]);
  });
});

describe("a token", () => {
  const refused = (status: number, seconds: number | null = null) => new Problem(status, { code: "some" }, seconds);

  test("that is refused ends it, and it says so", async () => {
    const here = house();
    here.refusals = [refused(401)];
    const page = new Page(here.live());
    await pass(3_600_000);

    expect(page.live.status).toMatchObject({ name: "refused", problem: { status: 401 } });
    expect(here.tickets).toBe(1);
  });

  test("of a service that is busy waits as long as that says", async () => {
    const here = house();
    here.refusals = [refused(503, 40)];
    const page = new Page(here.live());
    await pass(39_000);
    expect(here.tickets).toBe(1);
    await pass(2_000);

    expect(page.live.status.name).toBe("live");
  });

  test("that does not cover a conference is told so, and nobody asks again and again", async () => {
    const here = house();
    const page = new Page(here.live());
    await pass();
    const hear = vi.spyOn(here.feed, "connect");
    hear.mockImplementation((listener) => () => {
      const problem = { type: "", title: "", status: 404, code: "conference_not_found", detail: "no" };
      listener.send(JSON.stringify({ type: "problem", problem, conference: "internal" }));
      listener.send(JSON.stringify({ type: "pong", seqs: {}, nodes: {} }));
    });
    here.feed.endAll();
    await pass(10_000);

    expect(page.shown?.problem?.code).toBe("conference_not_found");
  });

  test("that counts in the meeting only asks again soon where its holder was let in a moment ago", async () => {
    const here = house();
    const connect = here.feed.connect.bind(here.feed);
    const answers = [true, true, false];
    vi.spyOn(here.feed, "connect").mockImplementation((listener) => {
      const say = connect(listener);
      const problem = { type: "", title: "", status: 409, code: "not_inside", detail: "not yet" };
      return (text) => {
        if (answers.shift()) listener.send(JSON.stringify({ type: "problem", problem, conference: "internal" }));
        else say(text);
      };
    });
    const page = new Page(here.live());
    await pass(900);
    expect(page.shown?.conference).toBeUndefined();
    await pass(2_200);

    expect(page.shown?.problem ?? null).toBeNull();
    expect(page.shown?.conference).toEqual(meeting());
  });
});

describe("how the node is", () => {
  test("is told by the answer to a ping, since a node that is gone tells nothing", async () => {
    const here = house();
    const page = new Page(here.live({ pingSeconds: 20 }));
    await pass();
    here.feed.node("internal", { node_state: "lost", as_of: "2026-11-23T10:00:01.000Z" });
    await pass(20_500);
    expect(page.shown?.conference?.node_state).toBe("lost");
    here.feed.node("internal", { node_state: "up", as_of: "2026-11-23T10:05:00.000Z" });
    mute(here, 1, true);
    await pass(3_000);

    expect(page.shown?.conference).toMatchObject({ node_state: "up" });
  });

  test("a conference that went with its node is over, and is there again with it", async () => {
    const here = house();
    const page = new Page(here.live({ pingSeconds: 20 }));
    await pass();
    here.feed.node("internal", null);
    await pass(25_000);
    expect(page.shown?.conference).toBeNull();
    here.feed.node("internal", { node_state: "up", as_of: "2026-11-23T10:05:00.000Z" });
    await pass(25_000);

    expect(page.shown?.conference).toEqual(here.feed.conference("internal"));
  });
});

test("the list is looked at again when a conference begins or ends, and after every interruption", async () => {
  const here = house();
  const live = here.live();
  const look = vi.fn();
  live.watchList(look);
  await pass();
  expect(look).toHaveBeenCalledTimes(1);
  here.feed.tell("other", "conference.started", { conference: {} }, "meeting-9");
  await pass();
  expect(look).toHaveBeenCalledTimes(2);
  here.feed.endAll();
  await pass(2_000);

  expect(look).toHaveBeenCalledTimes(3);
});

test("whoever looks no more is told no more, and one that is closed never comes back", async () => {
  const here = house();
  const live = here.live();
  const tell = vi.fn();
  const stop = live.watch("internal", tell);
  await pass();
  stop();
  mute(here, 1, true);
  await pass();
  expect(tell).toHaveBeenCalledTimes(1);
  expect(here.feed.said.at(-1)).toEqual({ type: "unsubscribe", conference: "internal" });
  live.close();
  await pass(3_600_000);

  expect([here.feed.connections, here.tickets]).toEqual([0, 1]);
});
