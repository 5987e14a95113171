/** The picture's step back on a narrow line: what is said is what is sent, also when the call was made again. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Phone } from "freeswitch-functions-client";
import { useLine } from "../../../call/line/use_line";
import type { LineNow } from "../../../call/line/use_line";
import { running } from "../../running_hook";
import type { Running } from "../../running_hook";

const LOOK_MILLISECONDS = 3_000;

/** A connection with a line of so many bits a second, that sends a picture. */
class Connection {
  encodings: { maxBitrate?: number }[] = [{}];
  /** When the browser tells how it is. */
  told = Promise.resolve();
  /** When it has begun to send otherwise. */
  isSet = Promise.resolve();
  sendsPicture = true;
  /** `most`: what the browser can know of it while it sends little. */
  constructor(
    readonly bits: number,
    readonly most = bits,
  ) {}
  getSenders = () => (this.sendsPicture ? [this.picture] : []);
  private readonly picture = { track: { kind: "video" }, getParameters: () => this, setParameters: () => this.isSet };
  getStats = () => {
    const pair = { type: "candidate-pair", nominated: true, state: "succeeded", availableOutgoingBitrate: this.known };
    return this.told.then(() => new Map([["pair", pair]]));
  };
  get known(): number {
    return this.isCoarse ? this.most : this.bits;
  }
  get isCoarse(): boolean {
    return this.encodings.every(({ maxBitrate }) => maxBitrate !== undefined);
  }
}

let connection: Connection;
let call: Running<null, LineNow>;

beforeEach(async () => {
  vi.useFakeTimers();
  connection = new Connection(50_000);
  const phone = {
    get connection() {
      return connection;
    },
  } as unknown as Phone;
  call = await running(() => useLine(phone), null);
});

afterEach(async () => {
  await call.end();
  vi.useRealTimers();
});

const looks = (count: number) => call.doing(() => vi.advanceTimersByTimeAsync(count * LOOK_MILLISECONDS));

test("a call that is made again on a narrow line begins with the coarse picture that is said", async () => {
  await looks(5);
  expect([call.now.soundFirst, connection.isCoarse]).toEqual([true, true]);
  connection = new Connection(50_000);
  await looks(1);

  expect([call.now.soundFirst, connection.isCoarse]).toEqual([true, true]);
});

test("the picture comes back when the line of the call that was made again is wide", async () => {
  await looks(5);
  connection = new Connection(2_000_000);
  await looks(7);

  expect([call.now.soundFirst, connection.isCoarse]).toEqual([false, false]);
});

test("whoever sends no picture is not told of a coarse one", async () => {
  connection.sendsPicture = false;
  await looks(8);

  expect([call.now.soundFirst, call.now.line?.sendableBits]).toEqual([false, 50_000]);
});

test("the picture comes back on the same line, too, of which the browser knows nothing while it sends little", async () => {
  await looks(5);
  connection = new Connection(2_000_000, 100_000);
  await looks(1);
  expect([call.now.soundFirst, connection.isCoarse]).toEqual([true, true]);
  await looks(20);

  expect([call.now.soundFirst, connection.isCoarse]).toEqual([false, false]);
});

test("the call is made again just while the picture becomes coarse: the next one's is coarse, too", async () => {
  let set: () => void = () => undefined;
  connection.isSet = new Promise((done) => (set = done));
  await looks(4);
  connection = new Connection(50_000);
  await looks(1);
  await call.doing(() => set());
  await looks(4);

  expect([call.now.soundFirst, connection.isCoarse]).toEqual([true, true]);
});

test("what the browser tells late of a connection before says nothing of the line of now", async () => {
  let tell: () => void = () => undefined;
  connection = new Connection(2_000_000);
  await looks(2);
  connection = new Connection(50_000);
  connection.told = new Promise((done) => (tell = done));
  await looks(1);
  connection = new Connection(2_000_000);
  await looks(1);
  await call.doing(() => tell());

  expect(call.now.line?.sendableBits).toBe(2_000_000);
});
