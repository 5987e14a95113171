/** Who would be where before it is shown: as the relay and FreeSWITCH do it (functions/shared/layouts/seating.py). */

import { expect, test } from "vitest";
import { ahead, layoutOfGroup, seatsOf } from "../../../../console/picture/layouts/preview";
import type { Layout } from "../../../../console/api/shapes";
import { member } from "../../../conference_stand_in";

type Image = Layout["images"][number];

const cell = (index: number, more: Partial<Image> = {}): Image => ({ x: index * 90, y: 0, scale: 90, ...more });
const seats = [1, 2, 3].map((number) => cell(number - 1, { reservation_id: `slot-${number}` }));
const ada = member(1, "1000", "Ada");
const grace = member(2, "1001", "Grace");
const edsger = member(3, "", "Edsger", { user: null, invitee: "Edsger" });
const everybody = [ada, grace, edsger];
const names = ({ places }: ReturnType<typeof ahead>) => places.map(({ member: one }) => one?.name ?? null);

test("a stage seats whom it names, the first of them who is there", () => {
  const places = [
    { slot: "slot-1", who: [{ user: "1009" }, { user: "1001" }] },
    { slot: "slot-2", who: [{ invitee: "Edsger" }] },
    { slot: "slot-3", who: [{ user: "1001" }] },
  ];

  expect([...seatsOf({ places }, everybody)].map(([slot, { name }]) => [slot, name])).toEqual([
    ["slot-1", "Grace"],
    ["slot-2", "Edsger"],
  ]);
});

test("who is not named has no place in a layout of places, and is told as not seen", () => {
  const found = ahead({ images: seats }, { places: [{ slot: "slot-2", who: [{ user: "1000" }] }] }, everybody);

  expect(names(found)).toEqual([null, "Ada", null]);
  expect(found.out.map(({ name }) => name)).toEqual(["Grace", "Edsger"]);
});

test("a layout that is only chosen gives everybody a place, so far as it has some", () => {
  const found = ahead({ images: seats.slice(0, 2) }, {}, [{ ...ada, slot: "slot-2" }, grace, edsger]);

  expect(names(found)).toEqual(["Grace", "Ada"]);
  expect(found.out.map(({ name }) => name)).toEqual(["Edsger"]);
});

test("open places fill from who came last, and the large one is of who has the floor", () => {
  const images = [cell(0, { floor: true }), cell(1), cell(2)];
  const found = ahead({ images }, {}, [ada, { ...grace, video_floor: true }, edsger]);

  expect(names(found)).toEqual(["Grace", "Edsger", "Ada"]);
  expect(found.out).toEqual([]);
});

test("who has no camera, or has it off, is neither seen nor missed", () => {
  const found = ahead({ images: [cell(0)] }, {}, [
    { ...ada, video: false },
    { ...grace, video_muted: true },
  ]);

  expect([names(found), found.out]).toEqual([[null], []]);
});

test("places are fractions of the picture", () => {
  const { places } = ahead({ images: [cell(1, { y: 180, hscale: 180 })] }, {}, []);

  expect(places).toMatchObject([{ x: 0.25, y: 0.5, width: 0.25, height: 0.5 }]);
});

test("of a group the first layout that holds everybody is taken, else the last", () => {
  const sizes = new Map([
    ["1x1", 1],
    ["2x2", 4],
  ]);
  const group = { layouts: ["1x1", "2x2"] };

  expect([1, 2, 9].map((people) => layoutOfGroup(group, sizes, people))).toEqual(["1x1", "2x2", "2x2"]);
  expect(layoutOfGroup(undefined, sizes, 1)).toBeNull();
});
