/** What a line is like, of two looks at the browser's statistics; and where a picture lies in its box. */

import { expect, test } from "vitest";
import { isNarrow, lineOf, lookAt } from "../../src/call/line.ts";
import { fitted } from "../../src/call/places.ts";

const inbound = (packetsReceived: number, packetsLost: number) => ({
  type: "inbound-rtp",
  packetsReceived,
  packetsLost,
});
const remote = (fractionLost: number) => ({ type: "remote-inbound-rtp", fractionLost });
const pair = (currentRoundTripTime: number, availableOutgoingBitrate?: number) => ({
  ...{ type: "candidate-pair", nominated: true, state: "succeeded", currentRoundTripTime },
  ...(availableOutgoingBitrate === undefined ? {} : { availableOutgoingBitrate }),
});
const line = (before: unknown[], now: unknown[]) => lineOf(lookAt(before), lookAt(now));

test("only what was lost since the last look counts", () => {
  const found = line([inbound(1000, 500), pair(0.02)], [inbound(1900, 600), pair(0.02)]);

  expect(found).toEqual({ loss: 0.1, roundTripMilliseconds: 20, sendableBits: null, is: "poor" });
});

test.each([
  [0, 0.02, "good"],
  [0.03, 0.02, "fair"],
  [0, 0.3, "fair"],
  [0.1, 0.02, "poor"],
  [0, 0.7, "poor"],
])("a share of %d lost on the way there and %d s there and back is %s", (lost, seconds, is) => {
  expect(line([], [inbound(100, 0), remote(lost), pair(seconds)]).is).toBe(is);
});

test("a counter that begins again is no loss, and nothing received is none either", () => {
  expect(line([inbound(5000, 50)], [inbound(10, 0)]).loss).toBe(0);
  expect(line([], []).loss).toBe(0);
});

test("the picture steps back where little can be sent or much is lost, not because the way is long", () => {
  expect(isNarrow(line([], [pair(0.02, 100_000)]))).toBe(true);
  expect(isNarrow(line([], [remote(0.2), pair(0.02, 2_000_000)]))).toBe(true);
  expect(isNarrow(line([], [pair(0.9, 2_000_000)]))).toBe(false);
  expect(isNarrow(line([], [pair(0.02)]))).toBe(false);
});

test("where sound and picture have a way each the worse one counts, and ways of before count no more", () => {
  const transports = ["sound", "picture"].map((id) => ({ type: "transport", selectedCandidatePairId: id }));
  const ways = [
    { ...pair(0.04, 900_000), id: "sound" },
    { ...pair(0.3, 700_000), id: "picture" },
    { ...pair(2, 10_000), id: "before" },
  ];

  expect(line([], [...transports, ...ways])).toMatchObject({ roundTripMilliseconds: 300, sendableBits: 700_000 });
});

test("Firefox names the pair that is used, and a browser that measures no way is told by the other side's reports", () => {
  const ways = [
    { ...pair(0.9), selected: false },
    { ...pair(0.05), selected: true },
  ];
  expect(line([], ways)).toMatchObject({ roundTripMilliseconds: 50, sendableBits: null });
  const unmeasured = { type: "candidate-pair", nominated: true, state: "succeeded", selected: true };

  expect(line([], [unmeasured, { ...remote(0), roundTripTime: 0.07 }])).toMatchObject({ roundTripMilliseconds: 70 });
});

test("a picture has bars above and below in a box that is too high, and beside it in one that is too wide", () => {
  expect(fitted({ width: 1280, height: 720 }, { width: 640, height: 640 })).toEqual({
    left: 0,
    top: 140,
    width: 640,
    height: 360,
  });
  expect(fitted({ width: 1280, height: 720 }, { width: 1000, height: 360 })).toEqual({
    left: 180,
    top: 0,
    width: 640,
    height: 360,
  });
  expect(fitted({ width: 0, height: 0 }, { width: 10, height: 20 })).toEqual({
    left: 0,
    top: 0,
    width: 10,
    height: 20,
  });
});
