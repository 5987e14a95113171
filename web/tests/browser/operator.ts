/** An operator in front of the operator's page: Chromium and the API stand-in. */

import { expect } from "vitest";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { apiStandIn } from "../api_stand_in";
import type { ApiStandIn, Asked } from "../api_stand_in";
import { servePages } from "./static_pages";
import type { Pages } from "./static_pages";
import { watch } from "./watching";

export class Operator {
  readonly asked: string[];
  readonly complaints: string[];

  private constructor(
    readonly api: ApiStandIn,
    readonly pages: Pages,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    ({ asked: this.asked, complaints: this.complaints } = watch(page));
  }

  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<Operator> {
    const api = apiStandIn();
    const pages = await servePages(api.handler);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    return new Operator(api, pages, context, await context.newPage());
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.pages.close();
  }

  async signIn(): Promise<void> {
    await this.page.goto(`${this.pages.url}/#token=${this.api.token}`);
    await this.row("Ada Lovelace").waitFor();
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  row(name: string): Locator {
    return this.page.getByRole("row", { name: new RegExp(name) });
  }

  /** The words of the latest outcome. */
  async latest(): Promise<string> {
    return (await this.page.getByRole("log").getByRole("listitem").first().textContent()) ?? "";
  }

  async reads(words: string): Promise<void> {
    await expect.poll(() => this.latest()).toContain(words);
  }

  changes(): Asked[] {
    return this.api.asked.filter(({ method }) => method !== "GET");
  }
}
