/** Who is just moving whom: told to other pages at once, and over by itself. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Live, Mover } from "../../src/index.ts";
import { meeting } from "../conference.ts";
import { House, pass } from "./sockets.ts";

let house: House;

beforeEach(() => {
  vi.useFakeTimers();
  house = new House();
  house.feed.hold(meeting());
});
afterEach(() => void vi.useRealTimers());

/** A page that shows the conference, and who moves whom in it. */
async function page(): Promise<{ live: Live; shown: () => readonly Mover[] }> {
  const live = house.live();
  let movers: readonly Mover[] = [];
  live.watch("internal", () => undefined);
  live.movers.watch("internal", (now) => (movers = now));
  await pass();
  return { live, shown: () => movers };
}

const ada = { by: "ada", name: null, member: "call-1" };

test("other pages are told who moves whom, and when it is over; one's own is not", async () => {
  const [mine, theirs] = [await page(), await page()];
  mine.live.movers.move("internal", "call-1");
  await pass();
  expect([theirs.shown(), mine.shown()]).toEqual([[ada], []]);
  mine.live.movers.move("internal", null);
  await pass();

  expect(theirs.shown()).toEqual([]);
});

test("it is said again while it is so, and forgotten ten seconds after it was said last", async () => {
  const [mine, theirs] = [await page(), await page()];
  mine.live.movers.move("internal", "call-1");
  await pass(60_000);
  expect(theirs.shown()).toEqual([ada]);
  house.hangs = true;
  mine.live.close();
  await pass(10_100);

  expect(theirs.shown()).toEqual([]);
});

test("nothing is said by a page that moves nobody, and no more by one that has stopped", async () => {
  const { live } = await page();
  live.movers.move("internal", null);
  live.movers.move("internal", "call-1");
  live.movers.move("internal", null);
  await pass(60_000);
  const said = house.feed.said.filter(({ type }) => type === "moving");

  expect(said.map((frame) => "member" in frame && frame.member)).toEqual(["call-1", null]);
});

test("whoever loses the connection knows of nobody any more", async () => {
  const { shown } = await page();
  house.feed.moving({ conference: "internal", member: "call-1" }, "ada");
  await pass();
  expect(shown()).toEqual([ada]);
  house.offline();
  await pass();

  expect(shown()).toEqual([]);
});

test("who is in hand before the connection is there is told of once it is, again and again", async () => {
  const theirs = await page();
  const live = house.live();
  for (let turn = 0; turn < 20 && house.sockets < 2; turn += 1) await Promise.resolve();
  expect([house.sockets, live.status.name]).toEqual([2, "connecting"]);
  live.movers.move("internal", "call-1");
  await pass(60_000);

  expect(theirs.shown()).toEqual([ada]);
});

test("who is in hand over a lost connection is told of on the next one", async () => {
  const [mine, theirs] = [await page(), await page()];
  mine.live.movers.move("internal", "call-1");
  await pass();
  house.feed.endAll();
  await pass(100);
  expect(theirs.shown()).toEqual([]);
  await pass(60_000);
  expect(theirs.shown()).toEqual([ada]);
  mine.live.movers.move("internal", null);
  await pass();

  expect(theirs.shown()).toEqual([]);
});

test("who is let go of while there is no connection is not told of any more", async () => {
  const [mine, theirs] = [await page(), await page()];
  mine.live.movers.move("internal", "call-1");
  await pass();
  house.feed.endAll();
  await pass(100);
  mine.live.movers.move("internal", null);
  await pass(60_000);

  expect(theirs.shown()).toEqual([]);
});

test("each operator has one member in hand", async () => {
  const { shown } = await page();
  house.feed.moving({ conference: "internal", member: "call-1" }, "ada");
  house.feed.moving({ conference: "internal", member: "call-2" }, "ada");
  house.feed.moving({ conference: "internal", member: "call-1" }, "bob");
  await pass();

  expect(shown().map(({ by, member }) => `${by} ${member}`)).toEqual(["ada call-2", "bob call-1"]);
});
