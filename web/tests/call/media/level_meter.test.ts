/** The bar of the microphone. */

import { expect, test } from "vitest";
import { loudness } from "../../../call/media/level_meter";

test("silence is nothing and full scale is the end of the bar", () => {
  expect(loudness(new Uint8Array(512).fill(128))).toBe(0);
  expect(loudness(new Uint8Array(512).map((_, index) => (index % 2 ? 255 : 0)))).toBe(1);
});
