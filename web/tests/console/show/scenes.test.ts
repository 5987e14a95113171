import { expect, test } from "vitest";
import { isOnAir, isSceneName, stageNow } from "../../../console/show/scenes";
import { moved } from "../../../console/show/cue_editor";
import { around, going, saving, taking } from "../../../console/show/wishes";
import type { Scene } from "../../../console/api/shapes";
import { conference, member } from "../../conference_stand_in";

const seated = (slots: (string | null)[]) => {
  const now = conference();
  now.layout = "2x2-seats";
  now.members = [
    member(1, "1000", "Ada", { slot: slots[0] ?? null }),
    member(2, "", "Grace", { user: null, invitee: "Grace", slot: slots[1] ?? null }),
    member(3, "", "a telephone", { user: null, slot: slots[2] ?? null }),
  ];
  return now;
};

test("what is on air as a stage knows people again, where they can be known", () => {
  expect(stageNow(seated(["slot-1", "slot-2", "slot-4"]))).toEqual({
    layout: "2x2-seats",
    places: [
      { slot: "slot-1", who: [{ user: "1000" }] },
      { slot: "slot-2", who: [{ invitee: "Grace" }] },
      { slot: "slot-4", who: [{ call: "uuid-3" }] },
    ],
  });
});

test("without seats only the layout, or the group, is said", () => {
  expect(stageNow(conference())).toEqual({ layout: "2x2" });
  expect(stageNow({ ...conference(), layout_group: "grid" })).toEqual({ layout_group: "grid" });
});

test("a scene is on air while the picture is as it wants it", () => {
  const scene: Scene = { name: "panel", revision: 1, stage: stageNow(seated(["slot-1", "slot-2", null])) };

  expect(isOnAir(scene, seated(["slot-1", "slot-2", null]))).toBe(true);
  expect(isOnAir(scene, seated(["slot-2", "slot-1", null]))).toBe(false);
  expect(isOnAir(scene, { ...seated(["slot-1", "slot-2", null]), layout: "2x2" })).toBe(false);
});

test("whoever has left does not take a scene off air", () => {
  const scene: Scene = { name: "panel", revision: 1, stage: stageNow(seated(["slot-1", "slot-2", null])) };
  const now = seated(["slot-1", null, null]);
  now.members = now.members.slice(0, 1);

  expect(isOnAir(scene, now)).toBe(true);
});

test("names are as the API takes them", () => {
  expect(["opening", "A.1_b-2", "x".repeat(64)].every(isSceneName)).toBe(true);
  expect(["", "two words", "ä", "x".repeat(65), "a/b"].some(isSceneName)).toBe(false);
});

test("a list stands before its first cue, in between, and at its end", () => {
  const list = (current: number | null) => ({ scenes: ["a", "b"], current, revision: 1 });

  expect(around(list(null))).toEqual({ back: null, next: "a" });
  expect(around(list(0))).toEqual({ back: null, next: "b" });
  expect(around(list(1))).toEqual({ back: "a", next: null });
  expect(around(null)).toEqual({ back: null, next: null });
});

test("a cue is moved, and never out of the list", () => {
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 1, 2)).toEqual(["a", "b"]);
});

test("a scene that somebody else has changed meanwhile is not saved over", () => {
  const before: Scene = { name: "panel", revision: 7, stage: {} };

  expect(saving(conference(), "panel", before)).toMatchObject({ method: "PUT", ifMatch: 7, answers: "done" });
  expect(saving(conference(), "panel", undefined)).not.toHaveProperty("ifMatch");
});

test("what is taken is taken back by the picture before it", () => {
  for (const wish of [taking("internal", { name: "panel", revision: 1, stage: {} }), going("internal", "panel")])
    expect(wish.undo?.(conference())).toMatchObject({
      path: "/v1/conferences/internal/stage/undo",
      answers: "stage",
    });
});
