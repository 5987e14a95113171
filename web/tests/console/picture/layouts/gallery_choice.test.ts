import { expect, test } from "vitest";
import { cardsOf, wantedOf } from "../../../../console/picture/layouts/gallery_choice";
import type { LayoutGroup } from "../../../../console/api/shapes";

const group = { name: "grid", layouts: ["1x1", "2x2"], own: false, revision: 0, warnings: [] } as LayoutGroup;
const list = {
  layouts: ["2x2", "1x1", "2x2-seats", "presenter"],
  groups: ["grid"],
  sizes: new Map(Object.entries({ "1x1": 1, "2x2": 4, "2x2-seats": 4, presenter: 2 })),
  byGroup: new Map([["grid", group]]),
};
const choices = (cards: { choice: string }[]) => cards.map(({ choice }) => choice);

test("groups come first, drawn as they would be now, then layouts from the smallest on", () => {
  const cards = cardsOf(list, 3);

  expect(choices(cards)).toEqual(["group:grid", "1x1", "presenter", "2x2", "2x2-seats"]);
  expect(cards[0]).toMatchObject({ layout: "2x2", places: 4 });
});

test("those that hold five are those with five places or more", () => {
  expect(choices(wantedOf(cardsOf(list, 3), "", 3))).toEqual(["group:grid", "2x2", "2x2-seats"]);
  expect(choices(wantedOf(cardsOf(list, 9), "", 9))).toEqual([]);
});

test("all words that are searched for stand in the name", () => {
  expect(choices(wantedOf(cardsOf(list, 3), "SEATS 2x", null))).toEqual(["2x2-seats"]);
});
