/** What failed is asked again, less and less often, and no sooner than the server wants. */

import { expect, test } from "vitest";
import { pause } from "../../../shared/live/use_asked";

test("the pause grows and has a limit", () => {
  expect([0, 1, 2, 20].map((tries) => pause(tries, null))).toEqual([2_000, 4_000, 8_000, 30_000]);
});

test("the server may ask for more", () => {
  expect(pause(0, 60)).toBe(60_000);
});
