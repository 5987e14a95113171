/** A camera or microphone that is unplugged in a call: the call goes on, the caller is told, and it comes back with its plug. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useOwnMedia } from "../../../call/media/use_own_media";
import type { OwnMedia } from "../../../call/media/use_own_media";
import { running } from "../../running_hook";
import type { Running } from "../../running_hook";
import { asStream, Track, withDevices } from "./devices_in_memory";

let browser: ReturnType<typeof withDevices>;
let own: { microphone: Track; camera: Track };
let call: Running<null, OwnMedia>;

const sent = () => browser.phone.sent.at(-1)?.name;
const said = (kind: "camera" | "microphone") => {
  const lost = call.now.lost[kind];
  return lost && `${lost.words.title}. ${lost.words.hint}`;
};
/** Unplugged: what was open of it ends, and then the browser tells what is left. */
const unplug = (track: Track, ...left: string[]) =>
  call.doing(() => {
    browser.devices.plug(...left);
    track.end();
  });
const plug = (...there: string[]) => call.doing(() => browser.devices.plug(...there));

async function answer(how: () => unknown): Promise<void> {
  await call.doing(async () => {
    await vi.waitFor(() => expect(browser.devices.questions).toBe(1));
    how();
  });
}
const allow = () => answer(() => browser.devices.allow());
const refuse = () => answer(() => browser.devices.refuse("NotReadableError"));

async function begin(
  microphone = new Track("audio", "my microphone"),
  camera = new Track("video", "my camera"),
): Promise<void> {
  own = { microphone, camera };
  const given = {
    ...{ phone: browser.phone.asPhone, own: asStream(own.microphone, own.camera), name: "Grace", firstCard: null },
    ...{ choice: { camera: "", microphone: "" }, beginning: { hidden: false, muted: false } },
  };
  call = await running(() => useOwnMedia(given), null);
}

beforeEach(async () => {
  browser = withDevices();
  await begin();
});

afterEach(async () => {
  await call.end();
  vi.unstubAllGlobals();
});

test("without a camera the card with the name is sent, which is said, and it comes back by itself", async () => {
  await unplug(own.camera, "my microphone");
  expect([sent(), call.now.hidden, browser.devices.questions]).toEqual(["card", true, 0]);
  expect(said("camera")).toBe(
    "Your camera is gone. Others see your name. It comes back by itself when it is plugged in again.",
  );
  await plug("my microphone", "my camera");
  await allow();

  expect([sent(), call.now.hidden, said("camera")]).toEqual(["my camera", false, null]);
  expect([browser.cards.open, browser.devices.open, call.now.failure]).toEqual([0, ["my camera"], null]);
  expect(call.now.back).toBe("Your camera is back.");
});

test("another camera takes its place, the first one that opens, until the own one is there again", async () => {
  await unplug(own.camera, "broken camera", "other camera");
  await refuse();
  await allow();
  expect([sent(), call.now.hidden, call.now.choice.camera]).toEqual(["other camera", false, "other camera"]);
  expect(said("camera")).toBe("Your camera is gone. Until it is plugged in again, other camera is used.");
  await plug("broken camera", "other camera", "my camera");
  await allow();

  expect([sent(), said("camera"), call.now.choice.camera]).toEqual(["my camera", null, "my camera"]);
  expect([browser.cards.open, browser.devices.open]).toEqual([0, ["my camera"]]);
});

test("without a microphone silence is sent, and whoever muted meanwhile is muted when it comes back", async () => {
  await unplug(own.microphone, "my camera");
  expect([sent(), browser.silences.open]).toEqual(["silence", 1]);
  expect(said("microphone")).toContain("Others do not hear you.");
  await call.doing(() => call.now.setMuted(true));
  await plug("my camera", "my microphone");
  await allow();

  expect([sent(), browser.silences.open, said("microphone")]).toEqual(["my microphone", 0, null]);
  expect([browser.devices.opened.map(({ enabled }) => enabled), call.now.muted]).toEqual([[false], true]);
  expect(call.now.back).toBe("Your microphone is back.");
});

test("one that stood in and is unplugged, too, is not what is waited for", async () => {
  await unplug(own.microphone, "other microphone");
  await allow();
  const [other] = browser.devices.opened;
  await unplug(other!);
  expect([sent(), said("microphone")]).toEqual(["silence", expect.stringContaining("Others do not hear you.")]);
  await plug("other microphone");
  await allow();
  expect(said("microphone")).toContain("other microphone is used");
  await plug("other microphone", "my microphone");
  await allow();

  expect([sent(), said("microphone")]).toEqual(["my microphone", null]);
});

test("the same device under another id of the browser's is the same", async () => {
  await unplug(own.camera);
  vi.spyOn(browser.devices, "enumerateDevices").mockResolvedValue([
    { kind: "videoinput", deviceId: "a camera at another port", groupId: "", label: "my camera" } as MediaDeviceInfo,
  ]);
  await plug();
  await allow();

  expect([sent(), said("camera")]).toEqual(["a camera at another port", null]);
});

test("what ends before the browser has noticed the plug is replaced as soon as it has", async () => {
  browser.devices.plug("my camera", "other camera");
  await call.doing(() => own.camera.end());
  expect([sent(), said("camera")]).toEqual(["card", expect.stringContaining("Your camera has stopped.")]);
  await plug("other camera");
  await allow();

  expect([sent(), said("camera")]).toEqual(["other camera", expect.stringContaining("Your camera is gone.")]);
});

test("what somebody took away that is plugged in is replaced by nothing, and opened again at a click only", async () => {
  browser.devices.plug("my microphone", "other microphone", "my camera");
  await call.doing(() => own.microphone.end());
  await plug("my microphone", "other microphone", "my camera", "a new microphone");
  expect([sent(), browser.devices.questions, call.now.lost.microphone?.isThere]).toEqual(["silence", 0, true]);
  await call.doing(() => void call.now.useAgain("microphone"));
  await refuse();
  expect([sent(), call.now.failure]).toMatchObject(["silence", { title: "Camera or microphone cannot be opened" }]);
  await call.doing(() => void call.now.useAgain("microphone"));
  await allow();

  expect([sent(), said("microphone"), call.now.failure]).toEqual(["my microphone", null, null]);
});

test("the system's usual microphone is known by what it is built into", async () => {
  await call.end();
  await begin(new Track("audio", "default", "headset"));
  await unplug(own.microphone, "default@laptop", "built-in@laptop");
  await allow();
  expect([sent(), said("microphone")]).toEqual(["built-in", expect.stringContaining("is gone")]);
  await plug("default@headset", "its microphone@headset", "built-in@laptop");
  await allow();

  expect([sent(), said("microphone")]).toEqual(["default", null]);
});

test("what the caller chooses then is kept when the other one is there again", async () => {
  await unplug(own.microphone, "second", "third");
  await allow();
  await call.doing(() => void call.now.chooseMicrophone("third"));
  await allow();
  expect(said("microphone")).toBeNull();
  await plug("second", "third", "my microphone");

  expect([sent(), browser.devices.questions, browser.devices.open]).toEqual(["third", 0, ["third"]]);
});

test("a camera that was switched off stays off, whatever is plugged in", async () => {
  await call.doing(() => call.now.toggleCamera());
  await plug("my microphone");
  await plug("my microphone", "my camera");

  expect([call.now.hidden, browser.devices.questions, said("camera")]).toEqual([true, 0, null]);
  expect(browser.phone.sent).toHaveLength(1);
});

test("one that was unplugged while the call was made is noticed as soon as it stands", async () => {
  await call.end();
  const camera = new Track("video", "my camera");
  camera.end();
  await begin(undefined, camera);
  await call.doing(() => undefined);

  expect([sent(), said("camera")]).toEqual(["card", expect.stringContaining("Your camera is gone.")]);
});

test("what opens instead when the call is over is closed, and nothing is drawn or silent on and on", async () => {
  await unplug(own.camera, "other camera");
  await vi.waitFor(() => expect(browser.devices.questions).toBe(1));
  await unplug(own.microphone);
  await call.end();
  await call.doing(() => browser.devices.allow());
  browser.devices.plug("my camera", "my microphone");

  expect([browser.devices.open, browser.cards.open, browser.silences.open]).toEqual([[], 0, 0]);
  expect(browser.devices.questions).toBe(0);
});
