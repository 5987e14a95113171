/** Camera and microphone in a call: what the buttons say is so, and nothing stays open. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useOwnMedia } from "../../../call/media/use_own_media";
import type { OwnMedia } from "../../../call/media/use_own_media";
import { running } from "../../running_hook";
import type { Running } from "../../running_hook";
import { asStream, Track, withDevices } from "./devices_in_memory";

let browser: ReturnType<typeof withDevices>;
let own: { microphone: Track; camera: Track };
let call: Running<null, OwnMedia>;

beforeEach(async () => {
  browser = withDevices();
  own = { microphone: new Track("audio", "first microphone"), camera: new Track("video", "first camera") };
  const given = {
    ...{ phone: browser.phone.asPhone, own: asStream(own.microphone, own.camera), name: "Grace", firstCard: null },
    ...{ choice: { camera: "", microphone: "" }, beginning: { hidden: false, muted: false } },
  };
  call = await running(() => useOwnMedia(given), null);
});

afterEach(async () => {
  await call.end();
  vi.unstubAllGlobals();
});

test("who mutes while another microphone opens is not heard by it", async () => {
  await call.doing(() => void call.now.chooseMicrophone("other"));
  await call.doing(() => call.now.setMuted(true));
  const [other] = await opened();

  expect(call.now.muted).toBe(true);
  expect([own.microphone.isOpen, other!.enabled]).toEqual([false, false]);
  expect(browser.phone.sent).toEqual([other]);
  await call.doing(() => call.now.setMuted(false));
  expect(other!.enabled).toBe(true);
});

test("who mutes while another microphone takes the place of the one before is heard by neither", async () => {
  browser.phone.slow = true;
  await call.doing(() => void call.now.chooseMicrophone("other"));
  const [other] = await opened();
  await call.doing(() => call.now.setMuted(true));
  expect([own.microphone.enabled, other!.enabled]).toEqual([false, false]);
  await call.doing(() => browser.phone.send());

  expect([call.now.muted, other!.enabled]).toEqual([true, false]);
  expect(call.now.choice.microphone).toBe("other");
});

async function opened(): Promise<Track[]> {
  await call.doing(async () => {
    await vi.waitFor(() => expect(browser.devices.questions).toBe(1));
    browser.devices.allow();
  });
  return browser.devices.opened;
}
