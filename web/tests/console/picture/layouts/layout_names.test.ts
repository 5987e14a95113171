/** Names to choose from, whatever shape the answer has, and the twin with seats. */

import { expect, test } from "vitest";
import {
  changeTo,
  hasFloor,
  inWords,
  namesIn,
  seatsIn,
  shownIn,
  twinOf,
} from "../../../../console/picture/layouts/layout_names";
import { canvasOf, conference } from "../../../conference_stand_in";

const NAMES = {
  layouts: ["2x2", "2x2-seats", "grid-3", "grid-3-seats", "own"],
  groups: ["grid", "grid-seats", "mine"],
};

const showing = (layout: string | null, layout_group: string | null = null) => {
  return { ...canvasOf(conference()), layout, layout_group };
};

test("names are read with or without more about them", () => {
  expect(namesIn({ items: [{ name: "2x2", images: 4 }, { name: 7 }, "3x3", { name: "4x4" }] })).toEqual(["2x2", "4x4"]);
});

test("seats are read in the order of the layout's places", () => {
  const images = [{ reservation_id: "slot-1" }, { x: 0 }, { reservation_id: "" }, { reservation_id: "slot-2" }];

  expect(seatsIn({ images })).toEqual(["slot-1", "slot-2"]);
});

test.each([null, undefined, 7, "text", [], {}])("nothing is read from %j", (answer) => {
  expect([namesIn(answer), seatsIn(answer)]).toEqual([[], []]);
});

test("a group is asked for as a group", () => {
  expect([changeTo("group:grid"), changeTo("2x2")]).toEqual([{ layout_group: "grid" }, { layout: "2x2" }]);
  expect([inWords("group:grid"), inWords("2x2")]).toEqual(["grid, by the number of people", "2x2"]);
});

test("what is shown is the group where there is one", () => {
  expect([shownIn(showing("grid-3", "grid")), shownIn(showing("2x2")), shownIn(showing(null))]).toEqual([
    "group:grid",
    "2x2",
    null,
  ]);
});

test("a layout's twin is the one with seats, a group's is a group where there is one", () => {
  expect(twinOf(showing("2x2"), NAMES)).toEqual({ choice: "2x2-seats", layout: "2x2-seats" });
  expect(twinOf(showing("grid-3", "grid"), NAMES)).toEqual({ choice: "group:grid-seats", layout: "grid-3-seats" });
  expect(twinOf(showing("grid-3", "mine"), NAMES)).toEqual({ choice: "grid-3-seats", layout: "grid-3-seats" });
});

test("what has no twin is offered none", () => {
  expect([twinOf(showing("own"), NAMES), twinOf(showing(null), NAMES)]).toEqual([null, null]);
});

test.each([
  [{ images: [{ floor: false, floor_only: false }, {}] }, false],
  [{ images: [{}, { floor: true }] }, true],
  [{ images: [{ floor_only: true }] }, true],
  [null, true],
  [{}, true],
])("a layout with %j shows the floor: %j", (layout, shows) => {
  expect(hasFloor(layout)).toBe(shows);
});

test("with more people than places everybody gets a seat in the grid that holds them", () => {
  const names = { ...NAMES, layouts: [...NAMES.layouts, "grid-15-seats"] };

  expect(twinOf(showing("2x2"), names, 15)).toEqual({ choice: "grid-15-seats", layout: "grid-15-seats" });
  expect(twinOf(showing("2x2"), NAMES, 15)).toEqual({ choice: "2x2-seats", layout: "2x2-seats" });
});
