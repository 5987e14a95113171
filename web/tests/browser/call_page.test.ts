/** The caller's page in Chromium: errors in words, the call with picture, mute, camera, keypad, leaving. */

import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ANSWERED, RINGS_FOR_EVER, startSipStandIn } from "../sip_stand_in";
import type { SipStandIn } from "../sip_stand_in";
import { findings } from "./accessibility";
import { skipped, startChromium } from "./chromium";
import { openMuxPage } from "./mux_page";
import type { Heard, MuxPage } from "./mux_page";
import { screenshot } from "./screenshots";
import { servePages } from "./static_pages";
import type { Pages } from "./static_pages";

const PASSWORD = "mypassword";

describe.skipIf(skipped)("the caller's page", () => {
  let browser: Browser;
  let pages: Pages;
  let mux: MuxPage;
  let sip: SipStandIn;
  let context: BrowserContext;
  let page: Page;
  let asked: string[];
  let complaints: string[];

  beforeAll(async () => {
    browser = await startChromium();
    pages = await servePages();
  });

  beforeEach(async () => {
    mux = await openMuxPage(browser);
    sip = await startSipStandIn({ password: PASSWORD, answer: mux.answer });
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
    asked = [];
    complaints = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => {
      if (/Content Security Policy|Trusted/.test(message.text())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${pages.url}/call/`);
  });

  afterEach(async () => {
    await context.close();
    await mux.close();
    await sip.close();
  });

  afterAll(async () => {
    await pages?.close();
    await browser?.close();
  });

  async function join(number: string, password = PASSWORD): Promise<void> {
    await page.getByLabel("Number").fill(number);
    await page.getByLabel("User").fill("1000@example.com");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByLabel("Server").fill(sip.address);
    await page.getByRole("button", { name: "Join" }).click();
  }

  const alert = () => page.getByRole("alert");
  const button = (name: string) => page.getByRole("button", { name, exact: true });

  async function frames(): Promise<number> {
    return page.locator("video.conference").evaluate((video: HTMLVideoElement) => {
      return video.getVideoPlaybackQuality().totalVideoFrames;
    });
  }

  async function inCall(): Promise<void> {
    await join(ANSWERED);
    await page.getByRole("main", { name: `Conference ${ANSWERED}` }).waitFor();
    await expect.poll(frames, { timeout: 10_000 }).toBeGreaterThan(5);
  }

  /** Sound energy in the latest whole stretch of so many seconds; the fake microphone beeps once a second. */
  function heardFor(seconds: number): () => Promise<number | null> {
    let start: Heard | null = null;
    let latest: number | null = null;
    return async () => {
      const now = await mux.heard();
      start ??= now;
      if (now.audioSeconds - start.audioSeconds >= seconds) {
        latest = now.audioEnergy - start.audioEnergy;
        start = now;
      }
      return latest;
    };
  }

  test("a call brings the conference as one moving picture, and the caller into it", async () => {
    await inCall();
    await expect.poll(async () => (await mux.heard()).framesReceived, { timeout: 10_000 }).toBeGreaterThan(5);
    await screenshot(page, "call");

    expect(complaints).toEqual([]);
  });

  test("the preview shows the camera before the call", async () => {
    const preview = page.getByLabel("Your camera");
    await button("Try camera and microphone").or(preview).first().waitFor();
    if (await button("Try camera and microphone").isVisible()) await button("Try camera and microphone").click();
    await preview.waitFor();
    const shown = () => preview.evaluate((video: HTMLVideoElement) => video.videoWidth);
    await expect.poll(shown).toBeGreaterThan(0);
    await screenshot(page, "lobby");

    expect(await page.getByLabel("Camera", { exact: true }).locator("option").count()).toBeGreaterThan(2);
  });

  test("a wrong password is told in words", async () => {
    await join(ANSWERED, "wrong");

    await expect.poll(() => alert().textContent()).toContain("The server refused this user or password");
    expect(sip.requests.some((request) => request.method === "INVITE")).toBe(false);
    await screenshot(page, "wrong-password");
  });

  test.each([
    ["404", "Nobody has this number"],
    ["486", "The line is busy"],
    ["480", "Nobody is reachable there now"],
    ["403", "You may not call this number"],
  ])("a call refused with %s says: %s", async (number, words) => {
    await join(number);

    await expect.poll(() => alert().textContent()).toContain(words);
  });

  test("a server that is not there is told in words", async () => {
    await sip.close();
    await join(ANSWERED);

    await expect.poll(() => alert().textContent()).toContain("No connection to ws://127.0.0.1");
  });

  test("a form with mistakes says so at each field and calls nobody", async () => {
    await page.getByLabel("Server").fill("https://sip.example.com");
    await page.getByLabel("Number").fill("9 9 9");
    await button("Join").click();

    expect(await page.locator(".problem").count()).toBe(4);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("address");
  });

  test("ringing can be cancelled", async () => {
    await join(RINGS_FOR_EVER);
    await page.getByText(`${RINGS_FOR_EVER} is ringing …`).last().waitFor();
    await button("Cancel").click();

    await button("Join").waitFor();
    await expect.poll(() => sip.requests.some((request) => request.method === "CANCEL")).toBe(true);
  });

  test("mute silences the caller and unmute brings the sound back", async () => {
    await inCall();
    await expect.poll(heardFor(1), { timeout: 10_000 }).toBeGreaterThan(0);
    await button("Mute").click();
    await expect.poll(heardFor(2), { timeout: 15_000 }).toBe(0);
    await button("Unmute").click();

    await expect.poll(heardFor(1), { timeout: 10_000 }).toBeGreaterThan(0);
  });

  test("camera off sends a card instead, so the picture goes on", async () => {
    await inCall();
    await button("Camera off").click();
    await button("Camera on").waitFor();
    const before = (await mux.heard()).framesReceived;
    await expect.poll(async () => (await mux.heard()).framesReceived, { timeout: 15_000 }).toBeGreaterThan(before + 2);
    await screenshot(page, "camera-off");
    await button("Camera on").click();

    await button("Camera off").waitFor();
    expect(await alert().count()).toBe(0);
  });

  test("the keypad sends keys and shows them", async () => {
    await inCall();
    await button("Keypad").click();
    for (const key of ["1", "2", "hash"]) await button(key).click();

    expect(await page.getByLabel("Keys pressed").textContent()).toBe("12#");
    expect(await alert().count()).toBe(0);
    await screenshot(page, "keypad");
  });

  test("leaving hangs up, signs out and switches the camera off", async () => {
    await inCall();
    await button("Leave").click();
    await button("Join").waitFor();

    const signedOut = () =>
      sip.requests.some(({ method, headers }) => {
        return method === "REGISTER" && headers.some(([name, value]) => name === "expires" && value === "0");
      });
    await expect.poll(() => sip.requests.some((request) => request.method === "BYE")).toBe(true);
    await expect.poll(signedOut).toBe(true);
    expect(await page.getByLabel("Your camera").isVisible()).toBe(false);
    expect(await alert().count()).toBe(0);
  });

  test("a hang-up by the server is told in words", async () => {
    await inCall();
    sip.hangUp();

    await expect.poll(() => alert().textContent()).toContain("The server ended the call");
  });

  test("a lost connection is told and the call goes on", async () => {
    await inCall();
    sip.dropConnections();
    await expect.poll(() => alert().textContent()).toContain("The connection to the server is lost");
    const before = await frames();

    await expect.poll(frames, { timeout: 10_000 }).toBeGreaterThan(before + 5);
    await expect.poll(() => alert().count(), { timeout: 20_000 }).toBe(0);
  });

  test("closing the page hangs up", async () => {
    await inCall();
    await page.goto("about:blank");

    await expect.poll(() => sip.requests.some((request) => request.method === "BYE")).toBe(true);
  });

  test("no password stays in the browser and nobody else is asked for anything", async () => {
    await inCall();
    await button("Leave").click();
    await button("Join").waitFor();
    const state = JSON.stringify(await context.storageState({ indexedDB: true }));

    expect(state).toContain("1000@example.com");
    expect(state).not.toContain(PASSWORD);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(asked.filter((url) => !url.startsWith(pages.url) && !url.startsWith(sip.address))).toEqual([]);
  });

  test.each(["light", "dark"] as const)("axe finds nothing to mend before and in a call (%s)", async (colorScheme) => {
    await context.close();
    context = await browser.newContext({ bypassCSP: true, colorScheme });
    page = await context.newPage();
    await page.goto(`${pages.url}/call/`);
    await join("");
    expect(await findings(page)).toEqual([]);
    await inCall();
    await button("Keypad").click();

    expect(await findings(page)).toEqual([]);
  });

  test("on a telephone everything fits and can be reached", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await screenshot(page, "lobby-phone");
    await inCall();
    await screenshot(page, "call-phone");

    expect(await overflow()).toBeLessThanOrEqual(0);
    const leave = await button("Leave").boundingBox();
    expect((leave?.x ?? 0) + (leave?.width ?? 0)).toBeLessThanOrEqual(360);
  });
});
