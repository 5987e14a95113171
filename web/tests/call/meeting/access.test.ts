/** What a link lets somebody see, and of which conference. */

import { expect, test } from "vitest";
import { accessOf } from "../../../call/meeting/access";
import { tokenFor } from "../../api_stand_in";

const conferenceOf = (conferences: string[], fragment = "") => {
  const access = accessOf(tokenFor(["view"], "1001", conferences), fragment);
  return access && "token" in access ? access.conference : access?.title;
};

test("a link without a token brings nothing", () => {
  expect(accessOf(null, "#conference=internal")).toBeNull();
  expect(accessOf("", "")).toBeNull();
});

test("a token for one conference is for that one, unless the link names another", () => {
  expect(conferenceOf(["internal"])).toBe("internal");
  expect(conferenceOf(["internal"], "#conference=other")).toBe("other");
  expect(conferenceOf(["*"], "#number=999&conference=internal")).toBe("internal");
});

test.each([[["*"]], [[]], [["internal", "other"]]])("a token for %j without a name says what is missing", (names) => {
  expect(conferenceOf(names)).toBe("The link does not say which conference it is for");
});

test("a name that no conference has is none", () => {
  expect(conferenceOf(["internal"], "#conference=../../users")).toBe(
    "The link does not say which conference it is for",
  );
});

test("a token that cannot be read is the server's to refuse", () => {
  expect(accessOf("nonsense", "#conference=internal")).toEqual({
    token: "nonsense",
    claims: null,
    conference: "internal",
  });
});
