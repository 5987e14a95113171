/** What survives a reload, and when it is said that a token ends. */

import { expect, test } from "vitest";
import { conferenceIn, warnedIn, WARNED_SECONDS, withConference } from "../../../console/session/session";

test("a conference stands in the address whatever its name", () => {
  const hash = withConference("", "a&b=#1 ü");

  expect(conferenceIn(hash)).toBe("a&b=#1 ü");
  expect(conferenceIn(withConference(hash, "other"))).toBe("other");
  expect(conferenceIn("")).toBe(null);
});

test("it is said in time that a token ends, and at once of one that ends sooner", () => {
  const now = 1_000_000;
  const end = now / 1000 + WARNED_SECONDS;

  expect([warnedIn(end + 60, now), warnedIn(end - 60, now), warnedIn(null, now)]).toEqual([60_000, 0, null]);
});
