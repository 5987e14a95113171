/** What a message says as a banner. */

import { expect, test } from "vitest";
import { bannerOf } from "../../../console/taking_part/banner_form";

test.each([
  ["I come from\nLondon", "I come from London"],
  ["  a \t\n  b  ", "a b"],
  ["𝄞".repeat(300), "𝄞".repeat(256)],
  ["", ""],
])("%j is %j", (text, banner) => {
  expect(bannerOf(text)).toBe(banner);
});
