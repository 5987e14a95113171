/** An operator in front of the operator's page: Chromium and the API stand-in. */

import { expect } from "vitest";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { apiStandIn } from "../../api_stand_in";
import type { ApiStandIn, Asked } from "../../api_stand_in";
import { servePages } from "../static_pages";
import type { Pages } from "../static_pages";
import { watch } from "../watching";

export class Operator {
  readonly asked: string[];
  readonly complaints: string[];
  private readonly frames = { said: 0, told: 0 };

  private constructor(
    readonly api: ApiStandIn,
    readonly pages: Pages,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    ({ asked: this.asked, complaints: this.complaints } = watch(page));
    page.on("websocket", (socket) => {
      socket.on("framesent", () => (this.frames.said += 1));
      socket.on("framereceived", () => (this.frames.told += 1));
    });
  }

  /** Waits until every frame has arrived, those of this page to the system and back. */
  async heard(): Promise<void> {
    const { feed } = this.api;
    await expect
      .poll(() => [this.frames.said - feed.said.length, this.frames.told - feed.sent], { interval: 10 })
      .toEqual([0, 0]);
  }

  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<Operator> {
    const api = apiStandIn();
    const pages = await servePages(api.handler);
    api.serve(pages.server);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    return new Operator(api, pages, context, await context.newPage());
  }

  /** Somebody else in front of the same system. */
  async beside(browser: Browser): Promise<Operator> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    return new Operator(this.api, this.pages, context, await context.newPage());
  }

  async leave(): Promise<void> {
    await this.context.close();
  }

  async close(): Promise<void> {
    await this.context.close();
    this.api.close();
    this.api.cut();
    await this.pages.close();
  }

  async signIn(): Promise<void> {
    await this.page.goto(`${this.pages.url}/#token=${this.api.token}`);
    await this.row("Ada Lovelace").waitFor();
  }

  /** Somebody comes back to the page, which then asks at once, until it says this (or says it no more). */
  async sees(words: string, times = 1): Promise<void> {
    await expect
      .poll(async () => {
        await this.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
        return this.page.getByText(words).count();
      })
      .toBe(times);
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  row(name: string): Locator {
    return this.page.getByRole("row", { name: new RegExp(name) });
  }

  /** The words of the latest outcome. */
  async latest(): Promise<string> {
    return (
      (await this.page.getByRole("log", { name: "What happened" }).getByRole("listitem").first().textContent()) ?? ""
    );
  }

  async reads(words: string): Promise<void> {
    await expect.poll(() => this.latest()).toContain(words);
  }

  changes(): Asked[] {
    return this.api.asked.filter(({ method, path }) => method !== "GET" && path !== "/v1/live");
  }
}
