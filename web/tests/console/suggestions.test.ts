/** Names to choose from, whatever shape the answer has. */

import { expect, test } from "vitest";
import { layoutChange } from "../../console/layout_form";
import { layoutNames, slotNames } from "../../console/suggestions";

test("layouts are read with or without more about them", () => {
  expect(layoutNames({ items: [{ name: "2x2", images: [] }, "3x3", { name: 7 }], next: null })).toEqual(["2x2", "3x3"]);
});

test("slots are read from every canvas, each once", () => {
  const canvas = {
    canvases: [
      { slots: [{ slot: "presenter", x: 0 }, { slot: null }, { slot: "slot-2" }] },
      { slots: [{ slot: "slot-2" }, { reservation_id: "slot-3" }] },
    ],
  };

  expect(slotNames(canvas)).toEqual(["presenter", "slot-2", "slot-3"]);
});

test.each([null, undefined, 7, "text", [], {}])("nothing is read from %j", (answer) => {
  expect([layoutNames(answer), slotNames(answer)]).toEqual([[], []]);
});

test("a group is asked for as a group", () => {
  expect(layoutChange("group:grid")).toEqual({ layout_group: "grid" });
  expect(layoutChange("2x2")).toEqual({ layout: "2x2" });
});
