/** A screen in the conference: captured only while it is shown. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useScreen } from "../../../call/controls/use_screen";
import type { ScreenNow } from "../../../call/controls/use_screen";
import { withDevices } from "../media/devices_in_memory";
import { running } from "../../running_hook";
import type { Running } from "../../running_hook";

let browser: ReturnType<typeof withDevices>;
let call: Running<null, ScreenNow>;
let isInCall: boolean;
let shown: MediaStream[];

/** As the phone of the client library does. */
function share(screen: MediaStream, _: string, over: (failure: null) => void) {
  if (!isInCall) throw new Error("there is no call");
  shown.push(screen);
  return { stop: () => over(null) };
}

beforeEach(async () => {
  browser = withDevices();
  [isInCall, shown] = [true, []];
  call = await running(() => useScreen(Object.assign(browser.phone.asPhone, { share }), "Grace"), null);
});

afterEach(async () => {
  await call.end();
  vi.unstubAllGlobals();
});

test("a screen that is chosen when the call is over is not captured", async () => {
  const begun = call.now.toggle();
  await call.end();
  isInCall = false;
  await call.doing(() => void browser.devices.allow());
  await begun;

  expect([browser.devices.open, shown]).toEqual([[], []]);
});

test("a screen that cannot be shown is captured no more, and it is said", async () => {
  const begun = call.now.toggle();
  isInCall = false;
  await call.doing(() => void browser.devices.allow());
  await begun;

  expect([browser.devices.open, call.now.isShown]).toEqual([[], false]);
  expect(call.now.failure?.hint).toContain("there is no call");
});

test("a double click asks for one screen, and ends it", async () => {
  const begun = [call.now.toggle(), call.now.toggle()];
  expect(browser.devices.questions).toBe(1);
  await call.doing(() => void browser.devices.allow());
  await Promise.all(begun);
  expect([shown.length, call.now.isShown]).toEqual([1, true]);
  await call.doing(() => {
    const { toggle } = call.now;
    void toggle();
    void toggle();
  });

  expect([call.now.isShown, browser.devices.questions]).toEqual([false, 0]);
});
