/** Hands, messages and who is there: as the server has them in the end, whatever was lost on the way. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Chat, handsUp, Problem } from "../../src/index.ts";
import type { Message, Said } from "../../src/index.ts";
import { meeting, member } from "../conference.ts";
import { AT } from "../feed_stand_in.ts";
import { House, Page, pass } from "./sockets.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const FORBIDDEN = { type: "", title: "", status: 403, code: "missing_ability", detail: "it needs host" };

function house(): House {
  const made = new House();
  made.feed.hold(meeting([member(1, { user: "1001" }), member(2, { user: "1002" })]));
  return made;
}

const later = (minute: number) => new Date(Date.parse(AT) + minute * 60_000).toISOString();

describe("who is there", () => {
  test("is told with the snapshot and after it, by how long they are", async () => {
    const here = house();
    const come = (subject: string, since: string) =>
      here.feed.tell("internal", "presence.joined", { subject, name: null, since });
    come("second", later(2));
    const page = new Page(here.live());
    await pass();
    expect(page.shown?.watching.map(({ subject }) => subject)).toEqual(["second"]);
    come("third", later(3));
    come("first", later(1));
    here.feed.tell("internal", "presence.left", { subject: "third" });
    await pass();

    expect(page.shown?.watching).toEqual(here.feed.watching("internal"));
    expect(page.shown?.watching.map(({ subject }) => subject)).toEqual(["first", "second"]);
  });

  test("is nobody once a meeting has ended: the next tells who waits for it", async () => {
    const here = house();
    here.feed.tell("internal", "presence.joined", { subject: "1000", name: null, since: AT });
    const page = new Page(here.live());
    await pass();
    here.feed.tell("internal", "conference.ended", { reason: null });
    await pass();

    expect(page.shown).toMatchObject({ conference: null, watching: [] });
  });
});

describe("a hand", () => {
  test("is up once the conference shows it, a call's before a page's, and down again", async () => {
    const here = house();
    const live = here.live();
    const page = new Page(live);
    await pass();
    const raised = Promise.all([
      live.hand("internal", true, { subject: "1001@example.com" }),
      live.hand("internal", true, { subject: "a guest" }),
    ]);
    await pass();
    await raised;
    const hands = () => handsUp(page.shown!.conference!).map(({ whose }) => whose);
    expect(hands()).toEqual([{ uuid: "call-1" }, { subject: "a guest" }]);
    const lowered = live.hand("internal", false, { uuid: "call-1" });
    await pass();
    await lowered;

    expect(hands()).toEqual([{ subject: "a guest" }]);
  });

  test("that is up is not raised again", async () => {
    const here = house();
    const live = here.live();
    new Page(live);
    here.feed.tell("internal", "hand.raised", { uuid: "call-1", subject: null, name: null, raised_at: AT });
    await pass();
    await live.hand("internal", true, { subject: "1001" });

    expect(here.feed.said.filter(({ type }) => type === "hand")).toEqual([]);
  });

  test("that may not be moved says why, and the conference goes on being told", async () => {
    const here = house();
    const live = here.live();
    const page = new Page(live);
    await pass();
    here.feed.refusal = FORBIDDEN;
    const raising = expect(live.hand("internal", true, { uuid: "call-1" })).rejects.toThrow("it needs host");
    await pass();
    await raising;
    here.feed.tell("internal", "member.left", { uuid: "call-2" });
    await pass();

    expect(page.shown).toMatchObject({ problem: null, conference: { member_count: 1 } });
  });

  test("of which nothing comes is given up after ten seconds, or with the connection", async () => {
    const here = house();
    const live = here.live();
    new Page(live);
    await expect(live.hand("internal", true, { subject: "1001" })).rejects.toEqual(new Problem(0));
    await pass();
    here.feed.forgetsHands = true;
    const silent = expect(live.hand("internal", true, { subject: "1001" })).rejects.toEqual(new Problem(0));
    await pass(10_000);
    await silent;
    const cut = expect(live.hand("internal", true, { subject: "1001" })).rejects.toEqual(new Problem(0));
    here.offline();
    await cut;
  });
});

/** A page's messages, with the server's list of them. */
class Talk {
  said: Said | undefined;
  /** Newest first, as the API tells them. */
  pages = 2;
  failures: Problem[] = [];
  questions = 0;
  /** When the server answers what is said. */
  answer = Promise.resolve();
  readonly chat: Chat;

  constructor(readonly here: House) {
    this.chat = new Chat(
      {
        messages: (_, cursor = "0") => {
          this.questions += 1;
          const failure = this.failures.shift();
          if (failure) return Promise.reject(failure);
          const newest = [...here.feed.messages("internal")].reverse();
          const end = Number(cursor) + this.pages;
          const items = newest.slice(Number(cursor), end);
          return Promise.resolve({ items, next: end < newest.length ? String(end) : null });
        },
        say: async (name, text, id) => {
          const message = this.told(name, text, id ?? "own");
          await this.answer;
          return message;
        },
        deleteMessage: () => Promise.resolve(),
      },
      here.live(),
      "internal",
      (said) => (this.said = said),
    );
  }

  told(name: string, text: string, id: string): Message {
    this.here.feed.tell(name, "message.posted", { id, sender: "1001", name: "Ada", text });
    return this.here.feed.messages(name).find((one) => one.id === id)!;
  }

  get texts(): (string | null)[] {
    return this.said?.messages.map(({ text }) => text) ?? [];
  }
}

function anotherMeeting({ here }: Talk): void {
  here.feed.tell("internal", "conference.ended", { reason: null });
  here.feed.tell("internal", "conference.started", { conference: meeting([], { uuid: "meeting-2" }) }, "meeting-2");
}

describe("messages", () => {
  const write = (here: House, ...ids: string[]) =>
    ids.map((id) => here.feed.tell("internal", "message.posted", { id, sender: "1001", name: "Ada", text: id }));

  test("of before are there, then every one as it is told, in the order of their time", async () => {
    const here = house();
    write(here, "a", "b", "c");
    const talk = new Talk(here);
    await pass();
    expect([talk.texts, talk.said?.hasOlder]).toEqual([["b", "c"], true]);
    write(here, "d");
    await pass();
    await talk.chat.older();

    expect([talk.texts, talk.said?.hasOlder]).toEqual([["a", "b", "c", "d"], false]);
    expect(talk.questions).toBe(2);
  });

  test("that one writes is there once, by the answer and by its event", async () => {
    const here = house();
    const talk = new Talk(here);
    await pass();
    await talk.chat.say("Hello");
    await pass();

    expect(talk.texts).toEqual(["Hello"]);
  });

  test.each([
    ["closed meanwhile", (talk: Talk) => talk.chat.close()],
    ["of another meeting by then", anotherMeeting],
  ])("whose answer comes when the page is %s are not shown there", async (_, happens) => {
    const talk = new Talk(house());
    await pass();
    let answered: () => void = () => undefined;
    talk.answer = new Promise((done) => (answered = done));
    const said = talk.chat.say("Hello");
    await pass();
    happens(talk);
    await pass();
    const shown = talk.said;
    answered();
    await said;

    expect(talk.said).toBe(shown);
  });

  test("that a host deleted has no text any more, also if the list was read before", async () => {
    const here = house();
    write(here, "a", "b");
    const talk = new Talk(here);
    here.feed.tell("internal", "message.deleted", { id: "a" });
    await pass();
    here.feed.tell("internal", "message.deleted", { id: "b" });
    await pass();

    expect(talk.texts).toEqual([null, null]);
    expect(talk.said?.messages).toEqual(here.feed.messages("internal"));
  });

  test("of a minute without connection are there afterwards, and what cannot be told is asked for", async () => {
    const here = house();
    write(here, "a", "b");
    const talk = new Talk(here);
    await pass();
    here.offline();
    write(here, "c");
    await pass(60_000);
    here.online();
    await pass();
    expect(talk.texts).toEqual(["a", "b", "c"]);
    here.offline();
    write(here, "d", "e", "f");
    here.feed.expire("internal");
    here.online();
    await pass(5_000);

    // Between these and the others one is missing: it is to be had as an older one.
    expect([talk.texts, talk.said?.hasOlder]).toEqual([["e", "f"], true]);
    await talk.chat.older();
    expect(talk.texts).toEqual(["c", "d", "e", "f"]);
  });

  test("are those of the meeting that goes on", async () => {
    const here = house();
    write(here, "a");
    const talk = new Talk(here);
    await pass();
    here.feed.tell("internal", "conference.ended", { reason: null });
    const { members, recordings, streams, ...begun } = meeting([], { uuid: "meeting-2" });
    expect([members, recordings, streams]).toEqual([[], [], []]);
    here.feed.tell("internal", "conference.started", { conference: begun }, "meeting-2");
    talk.failures.push(new Problem(410));
    await pass();

    expect(talk.texts).toEqual([]);
  });

  test("that cannot be read are asked for again, unless the token does not allow it", async () => {
    const here = house();
    write(here, "a");
    const talk = new Talk(here);
    talk.failures.push(new Problem(503), new Problem(429, {}, 7));
    await pass();
    expect(talk.said?.problem?.status).toBe(503);
    await pass(2_000);
    await pass(6_900);
    expect([talk.questions, talk.said?.problem?.status]).toEqual([2, 429]);
    await pass(100);
    expect([talk.texts, talk.said?.problem]).toEqual([["a"], null]);

    const forbidden = new Talk(house());
    forbidden.failures.push(new Problem(403));
    await pass(600_000);
    expect([forbidden.questions, forbidden.said?.problem?.status]).toEqual([1, 403]);
  });
});
