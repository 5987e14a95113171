/** Two clicks that were meant as one are one. */

import { beforeEach, expect, test } from "vitest";
import { holdsBackSecondClicks } from "../../shared/second_click";

interface Click {
  detail?: number;
  pointerType?: string | null;
  at: number;
  on?: "button" | "key" | "text";
  isTrusted?: boolean;
}

let held: (event: MouseEvent) => void;

beforeEach(() => {
  held = holdsBackSecondClicks();
});

/** Whether the page hears of it. */
function isHeard({ detail = 1, pointerType = "mouse", at, on = "button", isTrusted = true }: Click): boolean {
  let heard = true;
  const button = { hasAttribute: () => on === "key" };
  const target = { closest: () => (on === "text" ? null : button) };
  const stop = () => (heard = false);
  held({ detail, pointerType, isTrusted, target, timeStamp: at, preventDefault: stop, stopPropagation: stop } as never);
  return heard;
}

test("a mouse's second click is none, on whatever button it comes, and its next one is", () => {
  expect([isHeard({ at: 0 }), isHeard({ at: 200, detail: 2 }), isHeard({ at: 400, detail: 3 })]).toEqual([
    true,
    false,
    false,
  ]);
  expect(isHeard({ at: 450 })).toBe(true);
});

test.each([
  ["a finger", { pointerType: "touch" }],
  ["a key", { pointerType: "", detail: 0 }],
  ["something that the browser does not name", { pointerType: null }],
])("%s that comes twice at once has come once", (_, by) => {
  expect([isHeard({ ...by, at: 0 }), isHeard({ ...by, at: 250 }), isHeard({ ...by, at: 600 })]).toEqual([
    true,
    false,
    true,
  ]);
});

test("a key that is held down is one click", () => {
  const repeated = Array.from({ length: 30 }, (_, index) => isHeard({ at: index * 40, detail: 0, pointerType: "" }));

  expect(repeated.filter(Boolean)).toHaveLength(1);
});

test("a telephone's keys are pressed as often as one likes, and whatever is no button is not minded", () => {
  expect([isHeard({ at: 0, on: "key" }), isHeard({ at: 90, on: "key", detail: 2 })]).toEqual([true, true]);
  expect([isHeard({ at: 100, on: "text" }), isHeard({ at: 120, on: "text", detail: 2 })]).toEqual([true, true]);
  expect(isHeard({ at: 150 })).toBe(true);
});

test("what the page itself clicks, for letters that follow each other, is heard each time and hides nobody's click", () => {
  const letter = { detail: 0, pointerType: "", isTrusted: false };

  expect([isHeard({ ...letter, at: 0 }), isHeard({ ...letter, at: 80 })]).toEqual([true, true]);
  expect(isHeard({ at: 120, pointerType: "touch" })).toBe(true);
});
