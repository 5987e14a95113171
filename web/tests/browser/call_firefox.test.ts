/** A guest by a link in Firefox: into the call, seen and heard, the keyboard alone, German, and out again. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiStandIn, tokenFor } from "../api_stand_in";
import type { ApiStandIn } from "../api_stand_in";
import { ANSWERED, startSipStandIn } from "../sip_stand_in";
import type { SipStandIn } from "../sip_stand_in";
import { skipped as withoutChromium, startChromium } from "./chromium";
import { Firefox, skipped } from "./firefox";
import type { FirefoxPage } from "./firefox";
import { openMuxPage } from "./mux_page";
import type { MuxPage } from "./mux_page";
import { servePages } from "./static_pages";
import type { Pages } from "./static_pages";

const PASSWORD = "mypassword";
const [TAB, ENTER] = ["\uE004", "\uE007"];
const MOST_TABS = 30;

describe.skipIf(skipped || withoutChromium)("a guest by a link, in Firefox", () => {
  // Plays the conference.
  let chromium: Browser;
  let firefox: Firefox;
  let mux: MuxPage;
  let sip: SipStandIn;
  let api: ApiStandIn;
  let pages: Pages;
  let page: FirefoxPage;

  beforeAll(async () => {
    chromium = await startChromium();
    firefox = await Firefox.start();
  });

  beforeEach(async () => {
    api = apiStandIn();
    mux = await openMuxPage(chromium);
    sip = await startSipStandIn({ password: PASSWORD, answer: mux.answer });
    pages = await servePages((request, response) => {
      if (request.url !== "/v1/entries/redeem") return api.handler(request, response);
      const entrance = {
        ...{ user: "1001", password: PASSWORD, domain: "example.com", address: sip.address, number: ANSWERED },
        ...{ ice_servers: [], token: tokenFor(["view", "chat"], "1001", ["internal"]), conference: "internal" },
        ...{ name: "Grace", role: "participant", until: "2026-12-01T00:00:00Z", resume: "1.mine" },
      };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(entrance));
      return Promise.resolve(true);
    });
    pages.servers = [sip.address];
    api.serve(pages.server);
  });

  afterEach(async () => {
    await page?.close();
    api.close();
    api.cut();
    await sip.close();
    await mux.close();
    await pages.close();
  });

  afterAll(async () => {
    await firefox?.close();
    await chromium?.close();
  });

  const follow = async (width?: number, height?: number) => {
    page = await firefox.open(`${pages.url}/call/#entry=AbCdEfGhIjKlMnOpQrStUv`, width, height);
    await expect.poll(() => page.text()).toContain("Welcome, Grace");
  };
  const frames = () =>
    page.read<number>(`document.querySelector("video.conference")?.getVideoPlaybackQuality().totalVideoFrames ?? 0`);

  async function picture(name: string): Promise<void> {
    const folder = process.env.SCREENSHOTS;
    if (folder) await writeFile(join(folder, `firefox-${name}.png`), await page.picture());
  }

  test("one click leads into the call: the picture moves, the caller is seen, names lie over it", async () => {
    await follow();
    await expect.poll(() => page.press("Join")).toBe(true);
    await expect.poll(frames).toBeGreaterThan(10);
    await expect.poll(async () => (await mux.heard()).framesReceived).toBeGreaterThan(10);
    const names = () =>
      page.read<string[]>(`[...document.querySelectorAll(".overlay .name")].map((one) => one.innerText)`);
    await expect.poll(names).toContain("You");
    await picture("call");
    expect(await page.press("Leave")).toBe(true);

    await expect.poll(() => sip.requests.some(({ method }) => method === "BYE")).toBe(true);
    await expect.poll(() => page.text()).toContain("Join");
  });

  test("mute, camera off and on again need no new call", async () => {
    await follow();
    await expect.poll(() => page.press("Join")).toBe(true);
    await expect.poll(frames).toBeGreaterThan(10);
    for (const name of ["Mute", "Unmute", "Camera off", "Camera on"])
      await expect.poll(() => page.press(name), { message: name }).toBe(true);
    await expect.poll(() => page.text()).toContain("Camera off");
    const before = (await mux.heard()).framesReceived;
    await expect.poll(async () => (await mux.heard()).framesReceived).toBeGreaterThan(before + 10);

    expect(sip.requests.some(({ method }) => method === "BYE")).toBe(false);
  });

  test("the keyboard alone comes in", async () => {
    await follow();
    const focused = () => page.read<string>("document.activeElement.innerText ?? ''");
    for (let tabs = 0; tabs < MOST_TABS && (await focused()).trim() !== "Join"; tabs += 1) await page.type(TAB);
    expect((await focused()).trim()).toBe("Join");
    await page.type(ENTER);

    await expect.poll(frames).toBeGreaterThan(10);
  });

  test.each([
    ["phone", 375, 667],
    ["landscape", 667, 375],
    ["zoomed", 640, 360],
  ])("%s: nothing is wider than the screen, before and in the call", async (label, width, height) => {
    await follow(width, height);
    const overflow = () => page.read<number>("document.documentElement.scrollWidth - innerWidth");
    expect(await overflow()).toBeLessThanOrEqual(0);
    await expect.poll(() => page.press("Join")).toBe(true);
    await expect.poll(frames).toBeGreaterThan(5);
    await picture(label);

    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});
