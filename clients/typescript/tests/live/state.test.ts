/** The reducer says what Python's does: both are tested with one file, which Python makes. */

import { describe, expect, test } from "vitest";
import vectors from "../../../../tests/functions/shared/feed/vectors.json" with { type: "json" };
import { apply, fold } from "../../src/index.ts";
import type { ConferenceState, Event } from "../../src/index.ts";
import { meeting } from "../conference.ts";

interface Vector {
  name: string;
  old: ConferenceState | null;
  events: Event[];
  new: ConferenceState | null;
}

test.each(vectors as unknown as Vector[])("$name", ({ old, events, new: expected }) => {
  expect(fold(old, events)).toEqual(expected);
});

const event = (type: string, data: unknown, uuid = "meeting-1"): Event =>
  ({ conference: "internal", seq: 1, id: "e", type, at: "", meeting: uuid, revision: 2, data }) as Event;

describe("an event that cannot be read leaves everything as it is", () => {
  test.each([
    ["member.joined", { member: 3 }],
    ["member.joined", { member: { name: "no uuid" } }],
    ["member.left", {}],
    ["member.changed", { uuid: "call-1" }],
    ["member.talking", { uuid: "call-1", talking: "loudly" }],
    ["floor.changed", { floor: "first", uuid: "call-1" }],
    ["recording.changed", { id: "r1" }],
    ["conference.started", { conference: null }],
    ["conference.changed", { changed: [] }],
    ["conference.changed", "no object"],
  ])("%s %j", (type, data) => {
    const before = meeting();

    expect(apply(before, event(type, data))).toBe(before);
  });
});

test("what is known beside the feed stays", () => {
  const after = apply(meeting([], { node_state: "lost" }), event("conference.changed", { changed: { locked: true } }));

  expect(after).toMatchObject({ locked: true, node_state: "lost", revision: 2 });
});

test("nothing that was told before is changed", () => {
  const before = meeting();
  const copy = structuredClone(before);
  apply(before, event("member.changed", { uuid: "call-1", changed: { muted: true } }));
  apply(before, event("member.left", { uuid: "call-2" }));

  expect(before).toEqual(copy);
});
