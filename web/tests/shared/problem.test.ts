/** A request that failed, in words that help. */

import { Problem } from "freeswitch-functions-client";
import { expect, test } from "vitest";
import { noAnswer, wordsOf } from "../../shared/problem";

test("a refusal names its fields", () => {
  const errors = [{ field: "layout", problem: "is unknown" }];

  expect(wordsOf(new Problem(422, { title: "No", detail: "no", errors }))).toEqual({
    title: "No",
    hint: "layout is unknown",
  });
});

test("a proxy's page is told by its status, and no answer as such", () => {
  expect(wordsOf(new Problem(502)).title).toBe("The server answered 502");
  expect(wordsOf(new Problem(0))).toBe(noAnswer());
});

test("what is no answer at all is this page's own", () => {
  expect(wordsOf(new TypeError("x is undefined"))).toEqual({ title: "This page failed", hint: "x is undefined" });
});
