/** Who moves where when somebody is moved, and in how many commands. */

import { describe, expect, test } from "vitest";
import {
  freeing,
  freeStranded,
  moveTo,
  placeInWords,
  seatUnseated,
  stranded,
  unseated,
  wishFor,
  withSeats,
} from "../../../console/picture/seating";
import type { Conference } from "../../../console/api/shapes";
import { canvasOf, conference } from "../../conference_stand_in";

function seated(...slots: (string | null)[]): Conference {
  const state = conference();
  state.layout = "2x2-seats";
  state.members.forEach((one, index) => (one.slot = slots[index] ?? null));
  return state;
}

const set = (number: number, slot: string | null) => ({ kind: "set_slot", member: `uuid-${number}`, slot });

/** Ada is moved to the place of this number. */
function ada(state: Conference, place: number) {
  const [mover] = state.members;
  const canvas = canvasOf(state);
  return moveTo(canvas, state.members, mover!, canvas.slots[place - 1]!);
}

describe("moving", () => {
  test("to a free place moves one", () => {
    expect(ada(seated("slot-1", "slot-2", "slot-3"), 4).steps).toEqual([set(1, "slot-4")]);
  });

  test("to one's own place moves nobody else", () => {
    expect(ada(seated("slot-1", "slot-2"), 1).steps).toEqual([set(1, "slot-1")]);
  });

  test("to somebody's place changes the two", () => {
    expect(ada(seated("slot-1", "slot-2"), 2).steps).toEqual([set(1, "slot-2"), set(2, "slot-1")]);
  });

  test("from outside to somebody's place sends them to the first free one", () => {
    expect(ada(seated(null, "slot-2", "slot-1"), 2).steps).toEqual([set(1, "slot-2"), set(2, "slot-3")]);
  });

  test("counts a place as taken while its holder's camera is off", () => {
    const state = seated("slot-1", "slot-2", "slot-3");
    state.members[1]!.video_muted = true;
    const canvas = canvasOf(state);
    canvas.slots[1]!.member = null;

    expect(moveTo(canvas, state.members, state.members[0]!, canvas.slots[1]!).steps).toHaveLength(2);
  });

  test("says who has to leave when every place is taken", () => {
    const state = seated(null, "slot-1");
    const canvas = canvasOf(state);
    canvas.slots = canvas.slots.slice(0, 1);
    const move = moveTo(canvas, state.members, state.members[0]!, canvas.slots[0]!);

    expect(move.words).toBe("Move Ada Lovelace to slot-1, Grace Hopper out of the picture");
    expect(move.steps).toEqual([set(1, "slot-1")]);
  });

  test("away from a place is told by what the layout does then", () => {
    const state = seated("slot-1");
    const mixed = canvasOf(state);
    mixed.slots[3]!.slot = null;

    expect(freeing(canvasOf(state), state.members[0]!).words).toBe("Take Ada Lovelace out of the picture");
    expect(freeing(mixed, state.members[0]!).words).toBe("Any free place for Ada Lovelace");
  });
});

describe("the wish", () => {
  test("for one is a change of that member", () => {
    expect(wishFor("room", ada(seated("slot-1"), 4))).toMatchObject({
      method: "PATCH",
      path: "/v1/conferences/room/members/uuid-1",
      body: { slot: "slot-4" },
    });
  });

  test("for several is one command", () => {
    const move = ada(seated("slot-1", "slot-2"), 2);

    expect(wishFor("room", move)).toMatchObject({ path: "/v1/conferences/room/scenes", body: { steps: move.steps } });
  });
});

describe("who has no place", () => {
  test("gets the free ones, but not with the camera off", () => {
    const state = seated("slot-1");
    state.members[2]!.video_muted = true;

    expect(unseated(canvasOf(state), state.members).map(({ uuid }) => uuid)).toEqual(["uuid-2"]);
    expect(seatUnseated(canvasOf(state), state.members).steps).toEqual([set(2, "slot-2")]);
  });

  test("of this layout is left out by one without seats, until freed", () => {
    const state = seated("slot-1");
    state.layout = "2x2";

    expect(unseated(canvasOf(state), state.members)).toEqual([]);
    expect(stranded(canvasOf(state), state.members).map(({ uuid }) => uuid)).toEqual(["uuid-1"]);
    expect(freeStranded(canvasOf(state), state.members).steps).toEqual([set(1, null)]);
  });
});

describe("a layout with seats", () => {
  const twin = { choice: "group:grid-seats", layout: "grid-4-seats" };

  test("keeps everybody where they are likely to be", () => {
    const state = conference();

    expect(withSeats(canvasOf(state), state.members, twin, ["a", "b", "c", "d"]).steps).toEqual([
      { kind: "set_layout_group", group: "grid-seats" },
      ...["a", "b", "c"].map((slot, index) => set(index + 1, slot)),
    ]);
  });

  test("seats nobody whom FreeSWITCH would refuse, and no more than it has places for", () => {
    const state = conference();
    state.members[0]!.on_hold = true;

    expect(withSeats(canvasOf(state), state.members, twin, ["a"]).steps.slice(1)).toEqual([set(2, "a")]);
  });
});

test("a place that FreeSWITCH chose is called likely", () => {
  const state = conference();
  const words = (number: number) => placeInWords(state.members[number]!, canvasOf(state));
  state.members[2]!.slot = "slot-9";

  expect([words(0), words(2)]).toEqual(["place 1, likely", "slot-9, not in the picture"]);
});
