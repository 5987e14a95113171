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

test("a camera, or a microphone, that opens when the call is over is closed at once", async () => {
  await call.doing(() => call.now.toggleCamera());
  await call.doing(() => {
    void call.now.toggleCamera();
    void call.now.chooseMicrophone("other");
  });
  await vi.waitFor(() => expect(browser.devices.questions).toBe(2));
  await call.end();
  await call.doing(() => {
    browser.devices.allow();
    browser.devices.allow();
  });

  expect(browser.devices.opened).toHaveLength(2);
  expect([browser.devices.open, browser.cards.open]).toEqual([[], 0]);
  expect(browser.phone.sent.map(({ name }) => name)).toEqual(["card"]);
});

test("a double click on the camera's button is one, whether it goes off or on", async () => {
  const twice = () => {
    const { toggleCamera } = call.now;
    void toggleCamera();
    void toggleCamera();
  };
  await call.doing(twice);
  expect([call.now.hidden, browser.cards.drawn.length, own.camera.isOpen]).toEqual([true, 1, false]);
  await call.doing(twice);
  await opened();

  expect([call.now.hidden, browser.devices.questions]).toEqual([false, 0]);
  expect([browser.devices.open, browser.cards.open]).toEqual([["a camera"], 0]);
});

test("of two microphones chosen at once the second one is sent, and the first is closed", async () => {
  await call.doing(() => {
    void call.now.chooseMicrophone("second");
    void call.now.chooseMicrophone("third");
  });
  await opened();
  await opened();

  expect([browser.devices.open, call.now.choice.microphone]).toEqual([["third"], "third"]);
  expect(browser.phone.sent.at(-1)!.name).toBe("third");
});

test("a camera that cannot be opened leaves the card in the picture, and the button says so", async () => {
  await call.doing(() => void call.now.chooseCamera("broken"));
  await call.doing(async () => {
    await vi.waitFor(() => expect(browser.devices.questions).toBe(1));
    browser.devices.refuse("NotReadableError");
  });

  expect([call.now.hidden, browser.phone.sent.map(({ name }) => name)]).toEqual([true, ["card"]]);
  expect(call.now.failure).not.toBeNull();
});

test("a camera that is refused when the call is over leaves no card that is drawn on and on", async () => {
  await call.doing(() => void call.now.chooseCamera("broken"));
  await vi.waitFor(() => expect(browser.devices.questions).toBe(1));
  await call.end();
  await call.doing(() => browser.devices.refuse("NotReadableError"));

  expect([browser.cards.drawn.length, browser.cards.open]).toEqual([0, 0]);
});

test("a camera that cannot be sent is closed again: its light says what the button says", async () => {
  await call.doing(() => call.now.toggleCamera());
  browser.phone.refuses = true;
  await call.doing(() => void call.now.toggleCamera());
  await opened();

  expect([call.now.hidden, browser.devices.open, browser.cards.open]).toEqual([true, [], 1]);
  expect(call.now.failure).not.toBeNull();
});

async function opened(): Promise<Track[]> {
  await call.doing(async () => {
    await vi.waitFor(() => expect(browser.devices.questions).toBe(1));
    browser.devices.allow();
  });
  return browser.devices.opened;
}
