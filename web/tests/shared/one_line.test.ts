/** The pages mend names as the functions do. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { oneLine } from "../../shared/one_line";

const table = new URL("../../../tests/fixtures/names.json", import.meta.url);
const { names } = JSON.parse(readFileSync(table, "utf-8")) as { names: { given: string; shown: string }[] };

test.each(names)("$given", ({ given, shown }) => {
  expect(oneLine(given)).toBe(shown);
  expect(oneLine(shown)).toBe(shown);
});

test("a name of any length is cut", () => {
  expect(oneLine("x".repeat(1_000_000))).toBe("x".repeat(128));
  expect(Array.from(oneLine("👩".repeat(1_000))).length).toBe(128);
});
