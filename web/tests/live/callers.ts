/** Callers in Chromium for the live tests, on pages from the running system or, without one, from web/dist. */

import { expect } from "vitest";
import type { Browser, Page } from "playwright-core";
import { startChromium } from "../browser/chromium";
import { servePages } from "../browser/static_pages";
import type { Pages } from "../browser/static_pages";

export const ADDRESS = process.env.CALL_ADDRESS ?? "";
const PASSWORD = process.env.CALL_PASSWORD ?? "mypassword";
/** Where `make run` serves the pages and the API, such as http://127.0.0.1:3000. */
export const SYSTEM_URL = process.env.SYSTEM_URL ?? "";

const MOVED_FRAMES = 20;

export class Callers {
  private readonly open: Page[] = [];

  private constructor(
    readonly browser: Browser,
    private readonly pages: Pages | null,
  ) {}

  static async start(): Promise<Callers> {
    // `make run` must have been started with CALL_SERVERS=$CALL_ADDRESS where that is not the usual address.
    const pages = SYSTEM_URL ? null : await servePages();
    if (pages) pages.servers = [ADDRESS];
    return new Callers(await startChromium(), pages);
  }

  get url(): string {
    return this.pages?.url ?? SYSTEM_URL;
  }

  async page(): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    this.open.push(page);
    return page;
  }

  async join(user: string, number: string, password = PASSWORD): Promise<Page> {
    const page = await this.page();
    await page.goto(`${this.url}/call/#user=${user}&number=${number}&address=${encodeURIComponent(ADDRESS)}`);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Join" }).click();
    return page;
  }

  async hangUp(): Promise<void> {
    for (const page of this.open.splice(0)) await page.context().close();
  }

  async stop(): Promise<void> {
    await this.pages?.close();
    await this.browser.close();
  }
}

const frames = (page: Page) => () =>
  page.locator("video.conference").evaluate((video: HTMLVideoElement) => {
    return video.getVideoPlaybackQuality().totalVideoFrames;
  });

/** Waits until the conference's picture has gone on. */
export async function moving(page: Page): Promise<void> {
  const before = await frames(page)();
  await expect.poll(frames(page), { timeout: 15_000 }).toBeGreaterThan(before + MOVED_FRAMES);
}

export async function talking(page: Page): Promise<void> {
  const refused = page.getByRole("alert");
  await page.locator("video.conference").or(refused).waitFor({ timeout: 30_000 });
  if (await refused.isVisible()) throw new Error(`the call failed: ${await refused.textContent()}`);
  await moving(page);
}
