/** From the click on "Join" to the end of the call: one call, whatever is clicked and whatever comes late. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SipLibrary } from "freeswitch-functions-client";
import { useMedia } from "../../../call/media/use_media";
import type { Media } from "../../../call/media/use_media";
import { useCall } from "../../../call/phone/use_call";
import type { Call } from "../../../call/phone/use_call";
import { running } from "../../running_hook";
import type { Running } from "../../running_hook";
import { Stream, withDevices } from "../media/devices_in_memory";
import type { Track } from "../media/devices_in_memory";
import { Agent, agents } from "./sip_in_memory";

const SIP = {
  ...{ address: "wss://sip.example.com/", uri: "sip:1000@example.com", authorizationUser: "1000" },
  ...{ password: "secret", target: "sip:999@example.com" },
};

let browser: ReturnType<typeof withDevices>;
let page: Running<null, { call: Call; media: Media }>;
let tab: EventTarget;

const LIBRARY = { UA: Agent, WebSocketInterface: Object } as unknown as SipLibrary;
const join = () => void page.now.call.begin(SIP, {}, "Grace");
const allow = () => page.doing(() => void browser.devices.allow());
const isOpen = (stream: MediaStream | null) =>
  (stream?.getTracks() as unknown as Track[] | undefined)?.every((track) => track.isOpen);

beforeEach(async () => {
  browser = withDevices();
  tab = new EventTarget();
  agents().length = 0;
  vi.stubGlobal("MediaStream", Stream);
  vi.stubGlobal("addEventListener", tab.addEventListener.bind(tab));
  vi.stubGlobal("removeEventListener", tab.removeEventListener.bind(tab));
  page = await running(() => {
    const media = useMedia();
    return { media, call: useCall(LIBRARY, media) };
  }, null);
});

afterEach(async () => {
  await page.doing(() => page.now.call.leave());
  await page.end();
  vi.unstubAllGlobals();
});

test("two clicks, and a third one while the call is made, are one question and one call", async () => {
  await page.doing(() => {
    join();
    join();
  });
  expect([browser.devices.questions, page.now.call.isAsking]).toEqual([1, true]);
  await page.doing(join);
  await allow();
  await page.doing(join);

  expect([agents().length, page.now.call.stage.name, page.now.call.isAsking]).toEqual([1, "connecting", false]);
  expect(browser.devices.questions).toBe(0);
});

test("who cancels while the browser asks is called in by no late answer, and can join again", async () => {
  await page.doing(join);
  await page.doing(() => page.now.call.leave());
  await allow();
  expect([agents().length, page.now.call.isAsking, page.now.media.isTaken]).toEqual([0, false, false]);
  await page.doing(join);

  expect([agents().length, page.now.call.stage.name]).toEqual([1, "connecting"]);
});

test("a page that is closed while the browser asks calls nobody afterwards", async () => {
  await page.doing(join);
  await page.doing(() => tab.dispatchEvent(new Event("pagehide")));
  await allow();

  expect([agents().length, page.now.call.stage.name]).toEqual([0, "idle"]);
});

test("who is given no camera can join again", async () => {
  await page.doing(join);
  await page.doing(() => browser.devices.refuse("NotAllowedError"));
  expect([page.now.call.isAsking, page.now.media.isTaken, page.now.media.failure]).toMatchObject([false, false, {}]);
  await page.doing(join);
  await allow();

  expect(agents()).toHaveLength(1);
});

test("while the call is made nothing else is opened or closed: what it has is open when it stands", async () => {
  await page.doing(join);
  await page.doing(() => page.now.media.begin({ hidden: true, muted: false }));
  await allow();
  await page.doing(() => page.now.media.choose({ camera: "other", microphone: "other" }));
  await page.doing(() => agents()[0]!.answer());

  expect([page.now.call.stage.name, browser.devices.questions]).toEqual(["talking", 0]);
  expect([isOpen(page.now.call.own), browser.devices.open]).toEqual([true, ["a microphone", "a camera"]]);
});

test("an attempt that fails leaves the preview as it was, and no card that is drawn on and on", async () => {
  await page.doing(() => page.now.media.begin({ hidden: true, muted: false }));
  await allow();
  await page.doing(join);
  expect([browser.cards.open, agents().length]).toEqual([1, 1]);
  await page.doing(() => agents()[0]!.handlers.disconnected?.({}));

  expect([page.now.call.stage.name, browser.cards.open]).toEqual(["idle", 0]);
  expect([browser.devices.open, page.now.media.isTaken]).toEqual([["a microphone"], false]);
});

test("whoever leaves and joins at once is in the next call with a camera that is open", async () => {
  await page.doing(join);
  await allow();
  await page.doing(() => agents()[0]!.answer());
  await page.doing(() => {
    page.now.call.leave();
    join();
  });
  expect(browser.devices.open).toEqual([]);
  await allow();

  expect([agents().length, isOpen(page.now.call.own)]).toEqual([2, true]);
});

test("the next call begins without the picture of the one before", async () => {
  await page.doing(join);
  await allow();
  await page.doing(() => agents()[0]!.answer());
  await page.doing(() => agents()[0]!.bring());
  expect(page.now.call.conference).not.toBeNull();
  await page.doing(() => page.now.call.leave());

  expect([page.now.call.conference, page.now.call.own, browser.devices.open]).toEqual([null, null, []]);
});
