/** Camera and microphone before a call: what is given to it is open, and stays so while it is made. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useMedia } from "../../../call/media/use_media";
import type { Media } from "../../../call/media/use_media";
import { running } from "../../running_hook";
import type { Running } from "../../running_hook";
import { Stream, withDevices } from "./devices_in_memory";
import type { Track } from "./devices_in_memory";

let browser: ReturnType<typeof withDevices>;
let media: Running<null, Media>;

const BOTH = ["a microphone", "a camera"];

/** What is open of a stream at the moment at which it is given. */
const openOf = (given: MediaStream | null): string[] | null =>
  given && (given.getTracks() as unknown as Track[]).filter(({ isOpen }) => isOpen).map(({ name }) => name);

beforeEach(async () => {
  browser = withDevices();
  vi.stubGlobal("MediaStream", Stream);
  media = await running(() => useMedia(), null);
});

afterEach(async () => {
  await media.end();
  vi.unstubAllGlobals();
});

test("what is given is open at that moment, however long the browser takes to tell its devices", async () => {
  let list: () => void = () => undefined;
  browser.devices.listed = new Promise<void>((done) => (list = done));
  let given: string[] | null | undefined;
  await media.doing(() => void media.now.open().then((stream) => (given = openOf(stream))));
  await media.doing(() => void browser.devices.allow());
  await media.doing(() => media.now.closeAll());
  await media.doing(() => list());

  expect([given, browser.devices.open]).toEqual([BOTH, []]);
});

test("whoever waits is given nothing that was closed when it comes", async () => {
  const given: (MediaStream | null)[] = [];
  await media.doing(() => void media.now.open().then((stream) => given.push(stream)));
  await media.doing(() => media.now.closeAll());
  await media.doing(() => void browser.devices.allow());

  expect([given, browser.devices.open, media.now.stream]).toEqual([[null], [], null]);
});

test("whoever waits is given what was chosen last, and the other is closed", async () => {
  let given: string[] | null | undefined;
  await media.doing(() => void media.now.open().then((stream) => (given = openOf(stream))));
  await media.doing(() => media.now.choose({ camera: null, microphone: "other" }));
  await media.doing(() => {
    browser.devices.allow();
    browser.devices.allow();
  });

  expect([given, browser.devices.open]).toEqual([["other"], ["other"]]);
});

test("two clicks are one question to the browser", async () => {
  const given: (MediaStream | null)[] = [];
  await media.doing(() => {
    void media.now.open().then((stream) => given.push(stream));
    void media.now.open().then((stream) => given.push(stream));
  });
  expect(browser.devices.questions).toBe(1);
  await media.doing(() => void browser.devices.allow());

  expect(given).toEqual([media.now.stream, media.now.stream]);
});

test("who mutes while the browser asks is muted in what it gives, and is not asked again", async () => {
  await media.doing(() => void media.now.open());
  await media.doing(() => media.now.begin({ hidden: false, muted: true }));
  expect(browser.devices.questions).toBe(1);
  const microphone = browser.devices.allow();
  await media.doing(() => undefined);

  expect([media.now.beginning.muted, microphone.enabled]).toEqual([true, false]);
});

test("while a call has them, devices and camera stay as they are, and the sound can be switched", async () => {
  await media.doing(() => void media.now.take());
  const microphone = browser.devices.allow();
  await media.doing(() => undefined);
  await media.doing(() => {
    media.now.choose({ camera: "other", microphone: "other" });
    media.now.begin({ hidden: true, muted: false });
    media.now.begin({ hidden: false, muted: true });
  });
  expect([media.now.isTaken, browser.devices.open, browser.devices.questions]).toEqual([true, BOTH, 0]);
  expect([media.now.choice.camera, media.now.beginning, microphone.enabled]).toEqual([
    "",
    { hidden: false, muted: true },
    false,
  ]);
  await media.doing(() => media.now.giveBack());
  await media.doing(() => media.now.choose({ camera: null, microphone: "other" }));
  await media.doing(() => void browser.devices.allow());

  expect([media.now.isTaken, browser.devices.open]).toEqual([false, ["other"]]);
});

test("a camera that is unplugged before the call gives way to another one", async () => {
  await media.doing(() => media.now.choose({ camera: "my camera", microphone: null }));
  const mine = browser.devices.allow();
  await media.doing(() => undefined);
  await media.doing(() => {
    browser.devices.plug("other camera");
    mine.end();
  });
  expect([browser.devices.questions, media.now.choice.camera]).toEqual([1, ""]);
  await media.doing(() => void browser.devices.allow());

  expect([browser.devices.open, media.now.failure]).toEqual([["a camera"], null]);
});

test("one that somebody took away, and is plugged in, is not asked for before somebody clicks", async () => {
  await media.doing(() => media.now.choose({ camera: "my camera", microphone: null }));
  const mine = browser.devices.allow();
  await media.doing(() => undefined);
  browser.devices.plug("my camera", "other camera");
  await media.doing(() => mine.end());

  expect([browser.devices.questions, media.now.stream]).toEqual([0, null]);
});
