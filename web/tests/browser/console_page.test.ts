/** The operator's page in Chromium: the token, the people, commands and what became of them. */

import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EVERY_MILLISECONDS } from "../../console/polling";
import { apiStandIn, TOKEN } from "../api_stand_in";
import type { ApiStandIn } from "../api_stand_in";
import { findings } from "./accessibility";
import { skipped, startChromium } from "./chromium";
import { screenshot } from "./screenshots";
import { servePages } from "./static_pages";
import type { Pages } from "./static_pages";

describe.skipIf(skipped)("the operator's page", () => {
  let browser: Browser;
  let api: ApiStandIn;
  let pages: Pages;
  let context: BrowserContext;
  let page: Page;
  let asked: string[];
  let complaints: string[];

  beforeAll(async () => {
    browser = await startChromium();
  });

  beforeEach(async () => {
    api = apiStandIn();
    pages = await servePages(api.handler);
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    asked = [];
    complaints = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (/Content Security Policy|Trusted/.test(message.text())) complaints.push(message.text());
    });
  });

  afterEach(async () => {
    await context.close();
    await pages.close();
  });

  afterAll(async () => {
    await browser?.close();
  });

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const row = (name: string) => page.getByRole("row", { name: new RegExp(name) });
  const latest = () => page.getByRole("log").getByRole("listitem").first();
  const changes = () => api.asked.filter(({ method }) => method !== "GET");

  async function signIn(): Promise<void> {
    await page.goto(`${pages.url}/#token=${TOKEN}`);
    await row("Ada Lovelace").waitFor();
  }

  test("a link with a token opens the conferences and leaves no token behind", async () => {
    await signIn();
    const kept = JSON.stringify(await context.storageState({ indexedDB: true }));
    await screenshot(page, "console");

    expect(page.url()).toBe(`${pages.url}/`);
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
    expect(kept).not.toContain(TOKEN);
    expect(asked.filter((url) => url.includes(TOKEN) && !url.includes("#"))).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(pages.url) && !url.startsWith("blob:"))).toEqual([]);
  });

  test("a pasted token works, with the word Bearer too", async () => {
    await page.goto(pages.url);
    await screenshot(page, "console-token");
    await page.getByLabel("API token").fill(` Bearer ${TOKEN} `);
    await button("Show conferences").click();

    await row("Grace Hopper").waitFor();
    expect(await page.getByText("operator for example.com").count()).toBe(1);
  });

  test("a wrong token is told in words", async () => {
    await page.goto(`${pages.url}/#token=nonsense`);

    await expect.poll(() => page.getByRole("alert").textContent()).toContain("The server does not accept this token");
    expect(await page.getByLabel("API token").inputValue()).toBe("");
  });

  test("a token that expires leads back to the sign-in", async () => {
    await signIn();
    api.expired = true;

    await page.getByLabel("API token").waitFor();
    expect(await page.getByRole("alert").textContent()).toContain("does not accept this token");
  });

  test("muting sends the wished end and shows what proved it", async () => {
    await signIn();
    await button("Mute Grace Hopper").click();

    await expect.poll(() => latest().textContent()).toContain("done, and seen");
    expect(await latest().textContent()).toContain("Seen as event mute-member");
    await button("Unmute Grace Hopper").waitFor();
    expect(changes().map(({ method, path, body }) => [method, path, body])).toEqual([
      ["PATCH", "/v1/conferences/internal/members/uuid-2", { muted: true }],
    ]);
    expect(changes()[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f]{32}$/);
  });

  test("somebody is moved to a slot, and freed again", async () => {
    await signIn();
    const slot = page.getByLabel("Slot of Grace Hopper");
    await slot.fill("slot-2");
    await button("Move Grace Hopper").click();
    await expect.poll(() => latest().textContent()).toContain("Move Grace Hopper to slot-2");
    await expect.poll(() => slot.inputValue()).toBe("slot-2");
    await slot.fill("");
    await button("Move Grace Hopper").click();

    await expect.poll(() => changes().map(({ body }) => body)).toEqual([{ slot: "slot-2" }, { slot: null }]);
  });

  test("what is being typed survives the next look at the server", async () => {
    await signIn();
    const looks = () => api.asked.filter(({ path }) => path === "/v1/conferences/internal").length;
    await page.getByLabel("Slot of Ada Lovelace").fill("slot-9");
    const before = looks();
    await expect.poll(looks, { timeout: 10_000 }).toBeGreaterThan(before + 1);

    expect(await page.getByLabel("Slot of Ada Lovelace").inputValue()).toBe("slot-9");
  });

  test("a kick asks once more, then the person is gone", async () => {
    await signIn();
    await button("Kick Grace Hopper").click();
    await button("Cancel").click();
    expect(changes()).toEqual([]);
    await button("Kick Grace Hopper").click();
    await page.getByRole("dialog").getByRole("button", { name: "Kick" }).click();

    await expect.poll(() => row("Grace Hopper").count()).toBe(0);
    expect(await latest().textContent()).toContain("del-member");
  });

  test("a layout the switch refuses shows the switch's reason", async () => {
    await signIn();
    await page.getByLabel("Layout").fill("no-such-layout");
    await button("Apply").click();
    await expect.poll(() => latest().textContent()).toContain("failed");
    expect(await latest().textContent()).toContain("-ERR Invalid layout");
    await page.getByLabel("Layout").fill("presenter");
    await button("Apply").click();

    await expect.poll(() => latest().textContent()).toContain("the switch said yes");
    await screenshot(page, "console-outcomes");
  });

  test("a recording is started and stopped", async () => {
    await signIn();
    await button("Start").click();
    await page.getByText("live", { exact: true }).waitFor();
    await button("Stop recording rec-1").click();

    await page.getByText("ready", { exact: true }).waitFor();
    expect(changes().map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v1/conferences/internal/recordings",
      "DELETE /v1/conferences/internal/recordings/rec-1",
    ]);
  });

  test("a hostile name and a hostile picture stay text and image", async () => {
    await signIn();
    const shown = page.getByRole("img", { name: /Who is where/ });
    await shown.waitFor();

    expect(await row("<img src=x onerror").count()).toBe(1);
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    expect(await page.title()).toBe("Conferences");
    expect(complaints).toEqual([]);
  });

  test("without a picture the page says so", async () => {
    api.draws = false;
    await signIn();

    await page.getByText("This server does not draw the picture").waitFor();
  });

  test("an unchanged list and picture are not sent again", async () => {
    await signIn();
    const conditional = () => api.asked.some(({ headers }) => headers["if-none-match"] === '"1"');

    await expect.poll(conditional, { timeout: 10_000 }).toBe(true);
  });

  test("nobody is asked while nobody looks", async () => {
    await signIn();
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    });
    // Looks under way may still end.
    await page.waitForLoadState("networkidle");
    const before = api.asked.length;
    const now = await page.evaluate(() => performance.now());
    await page.waitForFunction((until) => performance.now() > until, now + 3 * EVERY_MILLISECONDS);

    expect(api.asked.length).toBe(before);
  });

  test.each(["light", "dark"] as const)("axe finds nothing to mend (%s)", async (colorScheme) => {
    await context.close();
    context = await browser.newContext({ bypassCSP: true, colorScheme });
    page = await context.newPage();
    await page.goto(pages.url);
    expect(await findings(page)).toEqual([]);
    await signIn();
    await button("Mute Grace Hopper").click();
    await expect.poll(() => latest().textContent()).toContain("done, and seen");
    expect(await findings(page)).toEqual([]);
    await button("Kick Grace Hopper").click();

    expect(await findings(page)).toEqual([]);
  });

  test("on a telephone everything fits", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signIn();
    await screenshot(page, "console-phone");

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });

  test("in the dark it is dark", async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    await signIn();
    await screenshot(page, "console-dark");
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);

    expect(ground).toBe("rgb(18, 21, 27)");
  });
});
