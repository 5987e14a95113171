/** The picture is asked for when it is another one, and not when somebody talks. */

import { expect, test } from "vitest";
import { drawn } from "../../src/live/drawn.ts";
import type { Member } from "../../src/types.ts";
import { meeting } from "../conference.ts";

function withFirst(more: Partial<Member>, showsFloor = true) {
  const state = meeting();
  Object.assign(state.members[0]!, more);
  return drawn(state, showsFloor);
}

const before = drawn(meeting(), true);

test.each<Partial<Member>>([{ talking: true }, { floor: true }, { muted: true }, { deaf: true }, { volume_in: 3 }])(
  "%j leaves it as it is",
  (more) => expect(withFirst(more)).toBe(before),
);

test.each<Partial<Member>>([{ video_floor: true }, { slot: "a" }, { name: "Eve" }, { video_muted: true }])(
  "%j makes another one",
  (more) => expect(withFirst(more)).not.toBe(before),
);

test("so does a revision, and another layout", () => {
  expect(drawn({ ...meeting(), revision: 2 }, true)).not.toBe(before);
  expect(drawn({ ...meeting(), layout: "3x3" }, true)).not.toBe(before);
});

test("who has the floor makes no other one where no place shows it", () => {
  expect(withFirst({ video_floor: true }, false)).toBe(drawn(meeting(), false));
  expect(withFirst({ slot: "a" }, false)).not.toBe(drawn(meeting(), false));
});
