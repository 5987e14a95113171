/** Whose a call is: of two people with one name, each of a domain, nobody has the other's. */

import { expect, test } from "vitest";
import { callsOf, isHandUp } from "../../src/index.ts";
import { member, meeting } from "../conference.ts";
import { AT } from "../feed_stand_in.ts";

const ours = member(1, { user: "1000" });
const theirs = member(2, { user: "1000@other.example", hand_raised_at: AT });
const conference = meeting([ours, theirs, member(3)]);

test.each([
  ["1000", [ours]],
  ["1000@example.com", [ours]],
  ["1000@Example.COM", [ours]],
  ["1000@other.example", [theirs]],
  ["1000@Other.Example", [theirs]],
  ["1001", []],
  ["@other.example", []],
  ["", []],
])("%s", (subject, calls) => {
  expect(callsOf(conference, subject)).toEqual(calls);
});

test("a hand that is up is that of one of them", () => {
  expect(isHandUp(conference, { subject: "1000" })).toBe(false);
  expect(isHandUp(conference, { subject: "1000@Other.Example" })).toBe(true);
});

test("while nobody knows whose a conference is nobody is of its own domain", () => {
  expect(callsOf({ ...conference, domain: null }, "1000@example.com")).toEqual([]);
});
