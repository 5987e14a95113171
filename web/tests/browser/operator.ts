/** An operator in front of the operator's page: Chromium and the API stand-in. */

import { expect } from "vitest";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { apiStandIn } from "../api_stand_in";
import type { ApiStandIn, Asked } from "../api_stand_in";
import { servePages } from "./static_pages";
import type { Pages } from "./static_pages";

export class Operator {
  /** Every address the page asked for anything. */
  readonly asked: string[] = [];
  /** What broke in the page or its policy forbade. */
  readonly complaints: string[] = [];

  private constructor(
    readonly api: ApiStandIn,
    readonly pages: Pages,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on("request", (request) => this.asked.push(request.url()));
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (/Content Security Policy|Trusted/.test(message.text())) this.complaints.push(message.text());
    });
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
