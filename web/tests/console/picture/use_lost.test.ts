/** Who was seen and is not any more. */

import { expect, test } from "vitest";
import { lostAfter } from "../../../console/picture/use_lost";
import { canvasOf, conference } from "../../conference_stand_in";

const all = new Set(["uuid-1", "uuid-2", "uuid-3"]);

function unseen() {
  const shown = conference();
  for (const member of shown.members) member.slot = `slot-${member.number}`;
  return shown;
}

test("those who were seen and are in no place are lost", () => {
  const shown = unseen();

  expect(lostAfter(all, canvasOf(shown), shown.members)).toEqual([...all]);
  expect(lostAfter(new Set(["uuid-2"]), canvasOf(shown), shown.members)).toEqual(["uuid-2"]);
});

test("who has left, has the camera off or is on hold is not", () => {
  const shown = unseen();
  const canvas = canvasOf(shown);
  Object.assign(shown.members[0]!, { video_muted: true });
  Object.assign(shown.members[1]!, { on_hold: true });

  expect(lostAfter(all, canvas, shown.members.slice(0, 2))).toEqual([]);
});
