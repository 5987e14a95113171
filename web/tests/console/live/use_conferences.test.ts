/** Of many conferences: whose news one connection hears, which listens to 50, what begins and ends among them. */

import { expect, test } from "vitest";
import { followedOf } from "../../../console/live/use_conferences";

const MOST = 50;
const EVERY = 1;
const names = Array.from({ length: 60 }, (_, index) => `room-${index}`);

test("the first ones are heard, and all where they are few", () => {
  expect(followedOf(["a", "b"], null)).toEqual(["a", "b"]);
  expect(followedOf(names, null)).toEqual(names.slice(0, followedOf(names, null).length));
});

test("the one that is looked at is always among them, once, listed or not", () => {
  for (const shown of ["room-3", "room-59", "elsewhere"])
    expect(followedOf(names, shown).filter((name) => name === shown)).toEqual([shown]);
});

test("from any one to any other a connection has room for both and for what begins and ends", () => {
  for (const [from, to] of [
    ["room-3", "room-58"],
    ["room-58", "room-59"],
    ["room-59", "elsewhere"],
  ] as const) {
    const both = new Set([...followedOf(names, from), ...followedOf(names, to)]);
    expect(both.size + EVERY).toBeLessThanOrEqual(MOST);
  }
});
