/** Durations and sizes as people read them. */

import { expect, test } from "vitest";
import { lengthInWords, roughlyInWords, sizeInWords } from "../../../console/words/amounts";

test.each([
  [0, "0:00"],
  [0.783, "0:01"],
  [59.6, "1:00"],
  [3723, "1:02:03"],
  [-5, "0:00"],
])("%d seconds are %s", (seconds, words) => {
  expect(lengthInWords(seconds)).toBe(words);
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [19_874, "19.9 kB"],
  [999_600, "1.0 MB"],
  [123_456_789, "123 MB"],
  [7e15, "7000 TB"],
])("%d bytes are %s", (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words);
});

test.each([
  [0, "0 s"],
  [119, "119 s"],
  [120, "2 min"],
  [7199, "119 min"],
  [7200, "2 h"],
  [172_799, "47 h"],
  [675_276, "7 d"],
])("%s seconds are roughly %s", (seconds, words) => {
  expect(roughlyInWords(seconds)).toBe(words);
});
