/** What counts as silence in the browser tests. */

import { expect, test } from "vitest";
import { SILENCE, listen, power } from "./browser/hearing";
import type { MuxPage } from "./browser/mux_page";

const heard = (audioEnergy: number, audioSeconds: number) => ({ framesReceived: 0, audioEnergy, audioSeconds });

test("flipped last bits are silence, a quiet voice is none", () => {
  // Seen on a busy machine: 1.9e-9 in two seconds, which is one bit of sixteen.
  expect(power(heard(0.4, 10), heard(0.4 + 1.9e-9, 12))).toBeLessThan(SILENCE);
  // -50 dBFS.
  expect(power(heard(0.4, 10), heard(0.4 + 1e-5, 11))).toBeGreaterThan(SILENCE);
});

test("a stretch that began before the silence does not count as silent", async () => {
  const looks = [heard(0, 0), heard(0.2, 1), heard(0.2, 2), heard(0.2, 2.5), heard(0.2, 4)];
  const mux = { heard: () => Promise.resolve(looks.shift()) } as unknown as MuxPage;
  const latest = listen(mux, 2);

  expect([await latest(), await latest(), await latest(), await latest(), await latest()]).toEqual([
    null,
    null,
    0.1,
    0.1,
    0,
  ]);
});
