import { expect, test } from "vitest";
import { marksOf, titleOf } from "../../../console/list/marks";
import { conference, recording, stream } from "../../conference_stand_in";

test("what is recorded, on air, waited for and closed is told, and nothing else", () => {
  const now = { ...conference(), recordings: [recording("r")], streams: [stream("s")], locked: true };

  expect(marksOf(now, 2).map(({ words }) => words)).toEqual(["REC", "LIVE", "2 wait", "locked"]);
  expect(marksOf(conference(), 0)).toEqual([]);
  expect(marksOf({ ...conference(), node_state: "lost" }, 0).map(({ words }) => words)).toEqual(["lost"]);
  const ready = { ...conference(), recordings: [recording("r", { state: "ready" })] };
  expect(marksOf(ready, 0)).toEqual([]);
});

test("a tab says first what counts", () => {
  const recorded = { ...conference(), recordings: [recording("r")] };
  const marks = marksOf(recorded, 1);

  expect(titleOf("internal", marks, "Conferences")).toBe("REC · 1 waits · internal · Conferences");
});
