/** A caller in front of the page, anew for each test; Chromium and the served pages once for a file. */

import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { Caller } from "./caller";
import { startChromium } from "../chromium";
import { alive } from "../in_browser";
import { servePages } from "../static_pages";
import type { Pages } from "../static_pages";

export class BeforeThePage {
  browser!: Browser;
  pages!: Pages;

  /** Inside `describe`. `put` is told who is there, `get` tells who is there at the end of a test. */
  constructor(put: (caller: Caller) => void, get: () => Caller | undefined) {
    beforeAll(async () => {
      this.browser = await startChromium();
      this.pages = await servePages();
    });

    beforeEach(async () => {
      this.browser = await alive(this.browser, startChromium);
      put(await Caller.open(this.browser, this.pages));
    });

    afterEach(() => get()?.close());

    afterAll(async () => {
      await this.pages?.close();
      await this.browser?.close();
    });
  }
}
