import { expect, test } from "vitest";
import { choosesPlaces } from "../../../console/picture/use_newcomers";

test.each([
  { layout: "2x2-seats" },
  { layout_group: "grid-seats" },
  {
    steps: [
      { kind: "set_slot", member: "uuid-1", slot: null },
      { kind: "set_layout", layout: "3x3-seats" },
    ],
  },
  { steps: [{ kind: "set_layout_group", group: "grid-seats" }] },
])("a layout or a group of places is chosen by %j", (body) => {
  expect(choosesPlaces({ body })).toBe(true);
});

test.each([
  undefined,
  { layout: "2x2" },
  { locked: true },
  { slot: "slot-1" },
  { newcomers: "next_place" },
  { steps: [{ kind: "set_slot", member: "uuid-1", slot: "slot-1" }] },
])("and none by %j", (body) => {
  expect(choosesPlaces({ body })).toBe(false);
});
