/** A link that is opened, and another one after it: the last one counts, and none disturbs a call. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useEntry } from "../../../call/entry/use_entry";
import type { Entry } from "../../../call/entry/use_entry";
import { running } from "../../running_hook";
import type { Running } from "../../running_hook";

const entranceOf = (name: string) => ({
  ...{ user: "entry-1", password: "secret", domain: "example.com", address: "wss://sip.example.com:7443" },
  ...{ number: "3000", ice_servers: [], token: "t", conference: "board", name, resume: `resume of ${name}` },
});

/** Storage in memory. */
class Kept {
  private readonly rows = new Map<string, string>();
  getItem = (name: string) => this.rows.get(name) ?? null;
  setItem = (name: string, value: string) => void this.rows.set(name, value);
  removeItem = (name: string) => void this.rows.delete(name);
}

let page: { hash: string; pathname: string; search: string };
/** What was asked and is not answered yet, by code. */
let asked: Map<string, () => void>;
/** What the next answers are, where nobody is let in. */
let refusal: { code: string; detail: string } | null;
/** Every code that was asked for, in order. */
let codes: string[];
let session: Kept;
let tab: EventTarget;
let entry: Running<boolean, Entry>;

beforeEach(async () => {
  page = { hash: "#entry=A", pathname: "/call/", search: "" };
  asked = new Map();
  refusal = null;
  codes = [];
  tab = new EventTarget();
  session = new Kept();
  vi.stubGlobal("location", page);
  vi.stubGlobal("history", { replaceState: () => (page.hash = "") });
  vi.stubGlobal("localStorage", new Kept());
  vi.stubGlobal("sessionStorage", session);
  vi.stubGlobal("addEventListener", tab.addEventListener.bind(tab));
  vi.stubGlobal("removeEventListener", tab.removeEventListener.bind(tab));
  vi.stubGlobal("fetch", (_: string, { body }: { body: string }) => {
    const { code } = JSON.parse(body) as { code: string };
    codes.push(code);
    return new Promise((found) => {
      asked.set(code, () => {
        const status = refusal ? 404 : 200;
        found(new Response(JSON.stringify(refusal ?? entranceOf(code)), { status }));
      });
    });
  });
  entry = await running<boolean, Entry>(useEntry, true);
});

afterEach(async () => {
  await entry.end();
  vi.unstubAllGlobals();
});

const follow = (code: string) =>
  entry.doing(() => {
    page.hash = `#entry=${code}`;
    tab.dispatchEvent(new Event("hashchange"));
  });

async function answer(code: string): Promise<void> {
  await vi.waitFor(() => expect([...asked.keys()]).toContain(code));
  await entry.doing(() => asked.get(code)!());
  asked.delete(code);
}

const shown = () => (entry.now.name === "open" ? entry.now.entrance.name : entry.now.name);

test("an answer to the link before, that comes late, changes nothing", async () => {
  await vi.waitFor(() => expect(asked.size).toBe(1));
  await follow("B");
  await vi.waitFor(() => expect(asked.size).toBe(2));
  await answer("A");
  expect([shown(), page.hash, session.getItem("resume")]).toEqual(["opening", "#entry=B", null]);
  await answer("B");

  await vi.waitFor(() => expect([shown(), page.hash, session.getItem("resume")]).toEqual(["B", "", "resume of B"]));
});

test("of the links that are followed in a call the last one is opened, when the call is over", async () => {
  await answer("A");
  await vi.waitFor(() => expect(shown()).toBe("A"));
  await entry.give(false);
  await follow("B");
  await follow("C");
  expect(shown()).toBe("A");
  await entry.give(true);
  await answer("C");
  await vi.waitFor(() => expect(shown()).toBe("C"));

  expect(codes).toEqual(["A", "C"]);
});

test("the same link followed once more is asked for once more, and leaves the address again", async () => {
  await answer("A");
  await vi.waitFor(() => expect(shown()).toBe("A"));
  await follow("A");
  await answer("A");

  await vi.waitFor(() => expect([shown(), page.hash]).toEqual(["A", ""]));
});

test("trying again is one question, however often it is clicked, and also when it is just time by itself", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: Date.parse("2026-11-30T09:00:00Z") });
  refusal = { code: "entry_early", detail: "this link is good from 2026-11-30T09:00:10Z" };
  await answer("A");
  await vi.waitFor(() => expect(entry.now.name).toBe("refused"));
  const again = () => entry.now.name === "refused" && entry.now.again();
  refusal = null;
  await entry.doing(() => {
    again();
    again();
    vi.advanceTimersByTime(60_000);
  });
  await vi.waitFor(() => expect(codes.length).toBeGreaterThan(1));
  await answer("A");
  await vi.waitFor(() => expect(shown()).toBe("A"));
  vi.useRealTimers();

  expect(codes).toEqual(["A", "A"]);
});
