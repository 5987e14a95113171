/** A guest by a link, in one browser, and Chromium that plays the conference: the browsers once for a file, all else anew for each test. */

import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { apiStandIn } from "../../api_stand_in";
import type { ApiStandIn } from "../../api_stand_in";
import { LINK, servePagesByLink } from "./by_link";
import type { Guest as Named } from "./by_link";
import { Caller } from "./caller";
import { startChromium } from "../chromium";
import { alive } from "../in_browser";
import type { Pages } from "../static_pages";

export class Guest {
  api!: ApiStandIn;
  /** Whom the link is for, when it is followed. */
  named!: Named;
  pages!: Pages;
  caller!: Caller;
  browser!: Browser;
  private chromium!: Browser;

  /** Inside `describe`: it says what is done before and after its tests. */
  constructor(start = startChromium) {
    beforeAll(async () => {
      this.chromium = await startChromium();
      this.browser = start === startChromium ? this.chromium : await start();
    });

    afterAll(() => Promise.all([this.browser?.close(), this.chromium?.close()]));

    beforeEach(async () => {
      this.chromium = await alive(this.chromium, startChromium);
      this.browser = start === startChromium ? this.chromium : await alive(this.browser, start);
      this.api = apiStandIn();
      this.named = { name: "Grace", can: ["view", "chat"] };
      this.pages = await servePagesByLink(this.api, () => this.named);
    });

    afterEach(async () => {
      await this.caller?.close();
      this.api.close();
      this.api.cut();
      await this.pages.close();
    });
  }

  /** `link`: what stands behind the page's address. */
  async arrive(options: BrowserContextOptions = {}, link = LINK): Promise<void> {
    this.caller = await Caller.open(this.browser, this.pages, options, link, this.chromium);
  }

  async join(): Promise<void> {
    await this.caller.button("Join").click();
    await expect.poll(() => this.caller.frames()).toBeGreaterThan(5);
  }

  async comeIn(options: BrowserContextOptions = {}): Promise<void> {
    await this.arrive(options);
    await this.caller.page.getByText("Welcome, Grace").waitFor();
    await this.join();
  }
}
