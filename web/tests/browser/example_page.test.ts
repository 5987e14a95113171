/** The client's example of a meeting in a page of one's own (clients/typescript/examples/meeting.html), built and opened. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clientAlias } from "../../client_alias";
import { apiStandIn, tokenFor } from "../api_stand_in";
import type { ApiStandIn } from "../api_stand_in";
import { ANSWERED } from "../sip_stand_in";
import { header } from "../sip_message";
import { Caller, PASSWORD } from "./call/caller";
import { skipped, startChromium } from "./chromium";
import { screenshot } from "./screenshots";
import { servePages } from "./static_pages";
import type { Pages } from "./static_pages";

const EXAMPLES = fileURLToPath(new URL("../../../clients/typescript/examples/", import.meta.url));
const JSSIP = fileURLToPath(new URL("../../node_modules/jssip/", import.meta.url));
const MOST_LINES = 40;

describe.skipIf(skipped)("the example of a meeting in a page of one's own", () => {
  let built: string;
  let browser: Browser;
  let api: ApiStandIn;
  let pages: Pages;
  let caller: Caller;
  let page: Page;
  let refusal: string | null;

  beforeAll(async () => {
    built = await mkdtemp(join(tmpdir(), "example-"));
    await build({
      configFile: false,
      logLevel: "error",
      root: EXAMPLES,
      resolve: { alias: { ...clientAlias, jssip: JSSIP } },
      build: { outDir: built, target: "es2022", rolldownOptions: { input: join(EXAMPLES, "meeting.html") } },
    });
    browser = await startChromium();
  });

  beforeEach(async () => {
    refusal = null;
    api = apiStandIn();
    pages = await servePages(async (request, response) => {
      const path = request.url ?? "";
      if (path.startsWith("/meeting.html") || path.startsWith("/assets/")) {
        const type = path.startsWith("/assets/") ? "text/javascript" : "text/html; charset=utf-8";
        response.writeHead(200, { "content-type": type }).end(await readFile(join(built, path)));
        return true;
      }
      if (path !== "/v1/entries/redeem") return api.handler(request, response);
      const entrance = {
        ...{ user: "1001", password: PASSWORD, domain: "example.com", address: pages.servers[0], number: ANSWERED },
        ...{ ice_servers: [], token: tokenFor(["view", "chat"], "1001", ["internal"]), conference: "internal" },
        ...{ name: "", role: "participant", until: "2026-12-01T00:00:00Z", resume: "1.mine" },
      };
      const [status, body] = refusal ? [410, { code: refusal, detail: "used by others" }] : [200, entrance];
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      return true;
    });
    api.serve(pages.server);
    caller = await Caller.open(browser, pages);
    page = caller.page;
  });

  afterEach(async () => {
    await caller?.close();
    api.close();
    api.cut();
    await pages.close();
  });

  afterAll(async () => {
    await browser?.close();
    if (built) await rm(built, { recursive: true });
  });

  const follow = () => page.goto(`${pages.url}/meeting.html#entry=AbCdEfGhIjKlMnOpQrStUv`);
  const says = (words: string) => expect.poll(() => page.locator("#said").textContent()).toContain(words);
  const frames = () =>
    page.locator("video").evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames);

  async function comeIn(): Promise<void> {
    await follow();
    await page.getByRole("button", { name: "Join" }).click();
    await says("3 people");
  }

  test("it is short", async () => {
    const lines = (await readFile(join(EXAMPLES, "meeting.html"), "utf8")).trimEnd().split("\n");

    expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
  });

  test("by a link into the call: the picture moves, names lie over it, and who talks is marked", async () => {
    await comeIn();
    await expect.poll(frames).toBeGreaterThan(5);
    const names = () => page.locator("#picture .place").allTextContents();
    await expect.poll(names).toEqual(["Ada Lovelace", "You", expect.stringContaining("<img")]);
    await expect.poll(() => page.locator(".talks").textContent()).toBe("You");
    await screenshot(page, "example-page");
    // In one moment: with everything that is told the names are drawn anew.
    const [whole, own] = await page.evaluate(() =>
      ["video", ".own"].map((what) => {
        const { x, width } = document.querySelector(what)!.getBoundingClientRect();
        return { x, width };
      }),
    );
    api.state.members[0]!.talking = true;
    await expect.poll(() => page.locator(".talks").count()).toBe(2);
    const invite = caller.sip.requests.find(({ method }) => method === "INVITE");

    expect(Math.abs(own!.x - whole!.x - whole!.width / 2)).toBeLessThan(1);
    expect(Math.abs(own!.width - whole!.width / 2)).toBeLessThan(1);
    expect(header(invite!, "from")).toContain("Guest");
    expect(caller.complaints).toEqual([]);
  });

  test("why it is over is said", async () => {
    await comeIn();
    api.feed.tell("internal", "member.left", { uuid: "uuid-2", cause: "hung_up_by_command" });
    caller.sip.hangUp();

    await says("over: removed");
  });

  test("leaving hangs up, and after a reload the tab comes in again", async () => {
    await comeIn();
    await page.getByRole("button", { name: "Leave" }).click();
    await says("over: you left");
    await expect.poll(() => caller.sent("BYE")).toBe(true);
    await page.goto(`${pages.url}/meeting.html`);
    await page.getByRole("button", { name: "Join" }).click();

    await says("3 people");
  });

  test("a link that opens nothing says why", async () => {
    refusal = "entry_used_up";
    await follow();

    await says("used by others");
  });
});
