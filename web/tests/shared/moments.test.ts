/** Moments. */

import { expect, test } from "vitest";
import { momentInWords } from "../../shared/moments";

test("the day is told where it is not today", () => {
  const now = new Date(2026, 10, 23, 12);
  const at = new Date(2026, 10, 23, 10).toISOString();

  expect(momentInWords(at, now)).not.toContain("2026");
  expect(momentInWords(at, new Date(2026, 10, 24, 12))).toContain("2026");
});
