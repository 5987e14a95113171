/** Whoever is in a meeting is told who watches it. */

import { expect, test } from "vitest";
import { newsOf } from "../../../call/meeting/news";
import { signsOf } from "../../../call/meeting/signs";
import { conference } from "../../conference_stand_in";

const watched = (...names: (string | null)[]) => ({
  ...conference(),
  observers: names.map((name, index) => ({ uuid: `call-${index}`, name, since: null })),
});

test("the sign over the picture names everybody who watches, and there is none where nobody does", () => {
  expect(signsOf(watched("Ada", null)).observers).toBe("Ada, call-1");
  expect(signsOf(watched()).observers).toBe("");
});

test("a screen reader hears when somebody begins to watch, and when nobody does any more", () => {
  expect(newsOf(watched(), watched("Ada"), "1000")).toEqual(["Watched by Ada"]);
  expect(newsOf(watched("Ada"), watched(), "1000")).toEqual(["Nobody watches the meeting any more."]);
  expect(newsOf(watched("Ada"), watched("Ada"), "1000")).toEqual([]);
});
