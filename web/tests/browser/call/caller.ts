/** A caller in front of the caller's page: a browser, the SIP stand-in and the page that plays the conference. */

import { expect } from "vitest";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { ANSWERED, startSipStandIn } from "../../sip_stand_in";
import type { SipStandIn } from "../../sip_stand_in";
import { openMuxPage } from "../mux_page";
import type { MuxPage } from "../mux_page";
import type { Pages } from "../static_pages";
import { watch } from "../watching";

export const PASSWORD = "mypassword";

export class Caller {
  readonly asked: string[];
  readonly complaints: string[];

  private constructor(
    readonly pages: Pages,
    readonly sip: SipStandIn,
    readonly mux: MuxPage,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    ({ asked: this.asked, complaints: this.complaints } = watch(page));
  }

  /** `link`: what stands behind the page's address; `far`: the browser that plays the conference. */
  static async open(
    browser: Browser,
    pages: Pages,
    options: BrowserContextOptions = {},
    link = "",
    far = browser,
  ): Promise<Caller> {
    const mux = await openMuxPage(far);
    const sip = await startSipStandIn({ password: PASSWORD, answer: mux.answer });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const caller = new Caller(pages, sip, mux, context, await context.newPage());
    pages.servers = [sip.address];
    await caller.page.goto(`${pages.url}/call/${link}`);
    return caller;
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.mux.close();
    await this.sip.close();
  }

  get alert(): Locator {
    return this.page.getByRole("alert");
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async says(words: string): Promise<void> {
    await expect.poll(() => this.alert.textContent()).toContain(words);
  }

  /** Opens the form for who has no link. */
  async byNumber(): Promise<void> {
    if (!(await this.page.getByLabel("Number").isVisible())) await this.page.getByText("Other ways").click();
  }

  /** Opens what is behind "More": devices, keys. */
  async more(): Promise<void> {
    await this.button("More").click();
    await this.page.getByRole("complementary", { name: "More" }).waitFor();
  }

  async fill(number: string, password = PASSWORD): Promise<void> {
    await this.byNumber();
    await this.page.getByLabel("Number").fill(number);
    await this.page.getByLabel("User").fill("1000@example.com");
    await this.page.getByLabel("Password", { exact: true }).fill(password);
  }

  async join(number: string, password = PASSWORD): Promise<void> {
    await this.fill(number, password);
    await this.button("Join").click();
  }

  /** Frames of the conference that the page has shown. */
  frames(): Promise<number> {
    return this.page.locator("video.conference").evaluate((video: HTMLVideoElement & { mozPaintedFrames?: number }) => {
      // Firefox counts no frames of a call there, but those that it has painted.
      return video.getVideoPlaybackQuality().totalVideoFrames || (video.mozPaintedFrames ?? 0);
    });
  }

  async inCall(): Promise<void> {
    await this.join(ANSWERED);
    await this.page.getByRole("main", { name: `Conference ${ANSWERED}` }).waitFor();
    await expect.poll(() => this.frames()).toBeGreaterThan(5);
  }

  sent(method: string): boolean {
    return this.sip.requests.some((request) => request.method === method);
  }
}
