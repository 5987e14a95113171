/** A light for somebody's call, with its words. */

import { expect, test } from "vitest";
import type { Member } from "freeswitch-functions-client";
import { lightOf, qualityInWords } from "../../shared/quality";

type Quality = Member["quality"];

test.each<[string, Quality, string | null, string | null]>([
  ["nothing is known", null, null, null],
  ["all is well", { sends: "good", receives: "good" }, null, null],
  ["only one way is reported, and well", { sends: null, receives: "good" }, null, null],
  ["the others hear them with faults", { sends: "fair", receives: "good" }, "fair", "arrives with small faults"],
  ["they hear the others badly", { sends: null, receives: "poor" }, "poor", "gets the others badly"],
  [
    "both ways, the worse one is the light",
    { sends: "fair", receives: "poor" },
    "poor",
    "arrives with small faults, gets the others badly",
  ],
  [
    "the other one is worse",
    { sends: "poor", receives: "fair" },
    "poor",
    "arrives badly, gets the others with small faults",
  ],
])("%s", (_what, quality, light, words) => {
  expect(lightOf({ quality })).toBe(light);
  expect(qualityInWords({ quality })).toBe(words);
});
