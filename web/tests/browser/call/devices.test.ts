/** A camera or a microphone that is unplugged in a call, in Chromium: the call goes on, and it comes back with its plug. */

import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findings } from "../accessibility";
import { Caller } from "./caller";
import { skipped, startChromium } from "../chromium";
import { SILENCE, listen } from "../hearing";
import { screenshot } from "../screenshots";
import { servePages } from "../static_pages";
import type { Pages } from "../static_pages";

interface Plugs {
  unplug: (kind: MediaDeviceKind) => void;
  /** As in the browser's settings: it is plugged in still. */
  takeAway: (kind: MediaDeviceKind) => void;
  plug: () => void;
}

/** Runs inside the page, before its own scripts: its made-up devices cannot be unplugged otherwise. */
function withPlugs(): void {
  const { mediaDevices } = navigator;
  const [list, open] = [mediaDevices.enumerateDevices.bind(mediaDevices), mediaDevices.getUserMedia.bind(mediaDevices)];
  const opened: MediaStreamTrack[] = [];
  let gone: MediaDeviceKind[] = [];
  mediaDevices.enumerateDevices = async () => (await list()).filter(({ kind }) => !gone.includes(kind));
  mediaDevices.getUserMedia = async (wanted) => {
    const stream = await open(wanted);
    opened.push(...stream.getTracks());
    return stream;
  };
  const takeAway = (taken: MediaDeviceKind) => {
    for (const track of opened.filter(({ kind, readyState }) => `${kind}input` === taken && readyState === "live")) {
      track.stop();
      // What the page itself stops it is told nothing about.
      track.dispatchEvent(new Event("ended"));
    }
  };
  const plugs: Plugs = {
    takeAway,
    unplug: (unplugged) => {
      gone.push(unplugged);
      takeAway(unplugged);
      mediaDevices.dispatchEvent(new Event("devicechange"));
    },
    plug: () => {
      gone = [];
      mediaDevices.dispatchEvent(new Event("devicechange"));
    },
  };
  Object.assign(window, plugs);
}

describe.skipIf(skipped)("the caller's page when something is unplugged", () => {
  let browser: Browser;
  let pages: Pages;
  let caller: Caller;

  beforeAll(async () => {
    browser = await startChromium();
    pages = await servePages();
  });

  afterEach(() => caller?.close());

  afterAll(async () => {
    await pages?.close();
    await browser?.close();
  });

  async function inCall(options: BrowserContextOptions = {}): Promise<void> {
    caller = await Caller.open(browser, pages, options);
    await caller.page.addInitScript(withPlugs);
    await caller.page.reload();
    await caller.inCall();
  }
  const unplug = (kind: MediaDeviceKind) =>
    caller.page.evaluate((one) => (window as unknown as Plugs).unplug(one), kind);
  const plug = () => caller.page.evaluate(() => (window as unknown as Plugs).plug());

  test("without its camera a call shows the card with the name and says so, and the camera comes back", async () => {
    await inCall({ bypassCSP: true });
    await unplug("videoinput");
    await caller.says("Your camera is gone");
    await caller.button("Camera on").waitFor();
    const before = (await caller.mux.heard()).framesReceived;
    await expect.poll(async () => (await caller.mux.heard()).framesReceived).toBeGreaterThan(before + 2);
    await screenshot(caller.page, "camera-gone");
    expect(await findings(caller.page)).toEqual([]);
    await plug();
    await caller.button("Camera off").waitFor();
    await caller.page.getByText("Your camera is back.").waitFor({ state: "attached" });

    expect([caller.sent("BYE"), await caller.alert.count()]).toEqual([false, 0]);
  });

  test("without its microphone a call sends silence and says so, and the sound comes back", async () => {
    await inCall();
    await expect.poll(listen(caller.mux, 1)).toBeGreaterThan(SILENCE);
    await unplug("audioinput");
    await caller.says("Your microphone is gone");
    await expect.poll(listen(caller.mux, 2)).toBeLessThan(SILENCE);
    await plug();
    await expect.poll(listen(caller.mux, 1)).toBeGreaterThan(SILENCE);

    expect([caller.sent("BYE"), await caller.alert.count()]).toEqual([false, 0]);
  });

  test("what was taken away in the browser's settings is opened again with a click, in German, too", async () => {
    await inCallInGerman();
    await caller.page.evaluate(() => (window as unknown as Plugs).takeAway("videoinput"));
    await caller.says("Ihre Kamera hat aufgehört");
    expect(await findings(caller.page)).toEqual([]);
    await caller.button("Kamera wieder benutzen").click();
    await caller.button("Kamera aus").waitFor();

    await expect.poll(() => caller.alert.count()).toBe(0);
  });

  async function inCallInGerman(): Promise<void> {
    caller = await Caller.open(browser, pages, { locale: "de-DE", bypassCSP: true });
    await caller.page.addInitScript(withPlugs);
    await caller.page.reload();
    await caller.page.getByText("Andere Wege").click();
    await caller.page.getByLabel("Nummer").fill("999");
    await caller.page.getByLabel("Benutzer").fill("1000@example.com");
    await caller.page.getByLabel("Passwort", { exact: true }).fill("mypassword");
    await caller.button("Teilnehmen").click();
    await expect.poll(() => caller.page.locator("video.conference").count()).toBe(1);
  }
});
