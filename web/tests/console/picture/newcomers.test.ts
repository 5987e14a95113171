import { expect, test } from "vitest";
import { seatsFor } from "../../../console/picture/newcomers";
import { canvasOf, conference, member } from "../../conference_stand_in";

const now = (layout: string, slots: (string | null)[]) => {
  const members = slots.map((slot, index) => member(index + 1, `${1000 + index}`, `P${index + 1}`, { slot }));
  return { ...conference(), layout, members };
};
const pairs = (state: ReturnType<typeof now>, settled: string[] = []) =>
  seatsFor(canvasOf(state), state.members, new Set(settled)).map(({ member: { uuid }, slot }) => [uuid, slot]);

test("whoever comes gets the next free place, the first first", () => {
  expect(pairs(now("2x2-seats", ["slot-1", null, "slot-3", null]))).toEqual([
    ["uuid-2", "slot-2"],
    ["uuid-4", "slot-4"],
  ]);
});

test("without a free place nobody is seated, and nobody loses theirs", () => {
  expect(pairs(now("2x2-seats", ["slot-1", "slot-2", "slot-3", "slot-4", null]))).toEqual([]);
});

test("where FreeSWITCH has open places it chooses itself", () => {
  expect(pairs(now("2x2", [null, null]))).toEqual([]);
});

test("who is settled, has no camera or has it off is left alone", () => {
  const state = now("2x2-seats", [null, null, null]);
  state.members[1]!.video_muted = true;
  state.members[2]!.video = false;

  expect(pairs(state, ["uuid-1"])).toEqual([]);
});
