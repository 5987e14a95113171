/** How a node's state is put in words. */

import { expect, test } from "vitest";
import { nodeRemark, nodeWords, secondsAway } from "../../../console/words/node_states";
import { conference } from "../../conference_stand_in";

test("of a node that is up nothing is said", () => {
  expect([nodeRemark(conference()), nodeWords(conference())]).toEqual(["", null]);
});

test.each([
  ["switch_down", "out of reach", "FreeSWITCH on fs1 cannot be reached"],
  ["lost", "lost", "The node fs1 is lost"],
] as const)("%s is told with the time of what is shown", (node_state, remark, title) => {
  const shown = { ...conference(), node_state };

  expect(nodeRemark(shown)).toBe(remark);
  expect(nodeWords(shown)?.title).toBe(title);
  expect(nodeWords(shown)?.hint).toContain(new Date(shown.as_of).toLocaleTimeString());
});

test("how long it is away is never less than nothing", () => {
  const shown = conference();
  const at = Date.parse(shown.as_of);

  expect([secondsAway(shown, at + 75_400), secondsAway(shown, at - 3_000)]).toEqual([75, 0]);
});
