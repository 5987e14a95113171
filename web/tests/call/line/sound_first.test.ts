/** The picture steps back on a narrow line, and comes back also where a browser cannot know that the line has become wide. */

import { expect, test } from "vitest";
import type { Line } from "freeswitch-functions-client";
import { isCoarse, step, WHOLE } from "../../../call/line/sound_first";

const LOOKS_A_MINUTE = 20;

/** A line of so many bits a second, of which a browser sees half as much again as it sends. */
function line(bits: number, coarse: boolean, loss = 0): Line {
  const sendableBits = Math.min(bits, coarse ? 170_000 : 3_000_000);
  return { loss, roundTripMilliseconds: 20, sendableBits, is: loss < 0.02 ? "good" : loss < 0.08 ? "fair" : "poor" };
}

/** What is sent at each look: `c` a coarse picture, `w` the whole one; and what the caller is told in the end. */
function sent(looks: number, bits: (look: number) => number, loss = 0): { pictures: string; soundFirst: boolean } {
  let state = WHOLE;
  let pictures = "";
  for (let look = 0; look < looks; look += 1) {
    state = step(state, line(bits(look), isCoarse(state), loss));
    pictures += isCoarse(state) ? "c" : "w";
  }
  return { pictures, soundFirst: state.soundFirst };
}

test("three looks in a row make the picture coarse, two do not", () => {
  expect(sent(2, () => 100_000)).toEqual({ pictures: "ww", soundFirst: false });
  expect(sent(3, () => 100_000)).toEqual({ pictures: "wwc", soundFirst: true });
  expect(sent(9, (look) => (look % 3 === 2 ? 900_000 : 100_000)).soundFirst).toBe(false);
});

test("where no more is measured than is sent the whole picture is tried after half a minute, and stays where it passes", () => {
  const { pictures, soundFirst } = sent(2 * LOOKS_A_MINUTE, (look) => (look < 5 ? 100_000 : 2_000_000));

  expect(pictures).toMatch(/^ww(c{10,12})w+$/);
  expect(soundFirst).toBe(false);
});

test("a line that stays narrow has the sound first, and is tried less and less often, for twelve seconds each", () => {
  const { pictures, soundFirst } = sent(20 * LOOKS_A_MINUTE, () => 100_000);
  const [first, ...tries] = pictures.split(/c+/).map(({ length }) => length);
  const pauses = pictures.split(/w+/).map(({ length }) => length);

  expect([first, tries.slice(0, 4)]).toEqual([2, [4, 4, 4, 4]]);
  expect(pauses.slice(1, 6)).toEqual([10, 20, 40, 80, 100]);
  expect(soundFirst).toBe(true);
});

test("a line on which much is lost is not tried at all", () => {
  const { pictures } = sent(5 * LOOKS_A_MINUTE, () => 2_000_000, 0.2);

  expect(pictures).toMatch(/^wwc+$/);
});

test("a try on which much is lost ends at once", () => {
  let state = WHOLE;
  for (let look = 0; look < 13; look += 1) state = step(state, line(100_000, isCoarse(state)));
  expect([isCoarse(state), state.soundFirst]).toEqual([false, true]);
  state = step(state, line(100_000, false, 0.1));

  expect([isCoarse(state), state.soundFirst]).toEqual([true, true]);
});
