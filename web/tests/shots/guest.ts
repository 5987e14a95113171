/** Somebody in front of the caller's page, with a link: Chromium, the stand-ins for SIP and the API, and what the link opens. */

import type { Browser } from "playwright-core";
import { apiStandIn, tokenFor } from "../api_stand_in";
import type { ApiStandIn } from "../api_stand_in";
import { Caller, PASSWORD } from "../browser/call/caller";
import { servePages } from "../browser/static_pages";
import type { Pages } from "../browser/static_pages";
import { ANSWERED } from "../sip_stand_in";

const LINK = "#entry=AbCdEfGhIjKlMnOpQrStUv";

export class Guest {
  /** What the link says. */
  name = "Grace Hopper";
  number = ANSWERED;
  can = ["view", "chat"];
  /** Why the link opens nothing. */
  refusal: { status: number; code: string; detail: string } | null = null;
  caller!: Caller;

  private constructor(
    readonly api: ApiStandIn,
    readonly pages: Pages,
  ) {}

  static async open(browser: Browser): Promise<Guest> {
    const api = apiStandIn();
    const pages = await servePages((request, response) => {
      if (request.url !== "/v1/entries/redeem") return api.handler(request, response);
      const answer = guest.refusal ?? guest.entrance;
      response.writeHead(guest.refusal?.status ?? 200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
      return Promise.resolve(true);
    });
    const guest = new Guest(api, pages);
    api.serve(pages.server);
    guest.caller = await Caller.open(browser, pages, { viewport: { width: 360, height: 740 }, bypassCSP: true });
    return guest;
  }

  async close(): Promise<void> {
    await this.caller.close();
    this.api.close();
    this.api.cut();
    await this.pages.close();
  }

  /** Follows the link, until the page says what has come of it. */
  async follow(): Promise<void> {
    const { page } = this.caller;
    await page.goto("about:blank");
    await page.goto(`${this.pages.url}/call/${LINK}`);
    await page.getByText("Welcome").or(this.caller.alert).first().waitFor();
  }

  async comeIn(): Promise<void> {
    await this.follow();
    await this.caller.button("Join").click();
    await this.caller.page.locator(".overlay .name").first().waitFor({ state: "attached" });
  }

  async withoutPanel(): Promise<void> {
    await this.caller.button("Close people and messages").click();
  }

  tell(type: string, data: Record<string, unknown>): void {
    this.api.feed.tell("internal", type, data);
  }

  private get entrance(): object {
    return {
      ...{ user: "1001", password: PASSWORD, domain: "example.com", address: this.pages.servers[0] },
      ...{ number: this.number, ice_servers: [], token: tokenFor(this.can, "1001", ["internal"]) },
      ...{ conference: "internal", name: this.name, role: "participant", until: "2026-12-01T00:00:00Z" },
      resume: "1.mine",
    };
  }
}
