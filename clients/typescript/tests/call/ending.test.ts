/** Why a call is over, as the feed tells it. */

import { expect, test } from "vitest";
import { EndingOf } from "../../src/call/ending.ts";
import type { Conference, Event } from "../../src/types.ts";

const conference = (more: object = {}) =>
  ({
    domain: "example.com",
    locked: false,
    max_members: null,
    member_count: 1,
    members: [{ uuid: "mine", user: "1001" }],
    ...more,
  }) as unknown as Conference;
const left = (uuid: string, cause: string) => ({ type: "member.left", data: { uuid, cause } }) as unknown as Event;
const NOBODY = { members: [], member_count: 0 };

function whyAfter(...seen: [Conference | null, ...Event[]][]) {
  const ending = new EndingOf("1001@example.com");
  for (const [now, ...events] of seen) ending.see({ conference: now, events });
  return ending.why;
}

test.each([
  ["kicked", "removed"],
  ["hung_up_by_command", "removed"],
  ["NORMAL_CLEARING", null],
])("who left by %s: %s", (cause, why) => {
  expect(whyAfter([conference()], [conference(NOBODY), left("mine", cause)])).toBe(why);
});

test("another's removal is none of theirs", () => {
  expect(whyAfter([conference()], [conference(), left("other", "kicked")])).toBeNull();
});

test("a conference that is over has ended, but who was removed before was removed", () => {
  expect(whyAfter([conference()], [null])).toBe("ended");
  expect(whyAfter([conference()], [conference(NOBODY), left("mine", "kicked")], [null])).toBe("removed");
});

test("whoever never was in it found it locked or full; whoever was did not", () => {
  expect(whyAfter([conference({ ...NOBODY, locked: true })])).toBe("locked");
  expect(whyAfter([conference({ members: [], member_count: 2, max_members: 2 })])).toBe("full");
  expect(whyAfter([conference({ members: [], member_count: 2, max_members: 3 })])).toBeNull();
  expect(whyAfter([conference({ locked: true })])).toBeNull();
});

test("before anything is told nothing is known", () => {
  expect(new EndingOf("1001").why).toBeNull();
});
