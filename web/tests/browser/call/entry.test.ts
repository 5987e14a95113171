/** The caller's page opened by a link, in Chromium: no account, no password, and words when it does not work. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ANSWERED } from "../../sip_stand_in";
import { Caller, PASSWORD } from "./caller";
import { skipped, startChromium } from "../chromium";
import { screenshot } from "../screenshots";
import { servePages } from "../static_pages";
import type { Pages } from "../static_pages";

const CODE = "AbCdEfGhIjKlMnOpQrStUv";
const CLAIMS = { sub: "entry-1", domain: "example.com", conferences: ["board"], can: ["view", "chat"], exp: 4e9 };
const TOKEN = ["{}", JSON.stringify(CLAIMS), ""].map((part) => Buffer.from(part).toString("base64url")).join(".");

describe.skipIf(skipped)("the caller's page by a link", () => {
  let browser: Browser;
  let pages: Pages;
  let caller: Caller;
  let asked: Record<string, string>[] = [];
  let relays: object[] = [];
  let refusal: { status: number; code: string; detail: string } | null = null;

  async function redeem(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (request.url !== "/v1/entries/redeem") return false;
    let body = "";
    for await (const part of request) body += String(part);
    asked.push(JSON.parse(body) as Record<string, string>);
    response.writeHead(refusal?.status ?? 200, { "content-type": "application/json" });
    const entrance = {
      user: "entry-1",
      password: PASSWORD,
      domain: "example.com",
      address: pages.servers[0],
      number: ANSWERED,
      ice_servers: relays,
      token: TOKEN,
      conference: "board",
      name: "Grace",
      role: "participant",
      until: "2026-12-01T00:00:00Z",
      resume: "1.mine",
    };
    response.end(JSON.stringify(refusal ?? entrance));
    return true;
  }

  beforeAll(async () => {
    browser = await startChromium();
    pages = await servePages(redeem);
  });

  beforeEach(async () => {
    caller = await Caller.open(browser, pages);
    asked = [];
    relays = [];
    refusal = null;
  });

  afterEach(() => caller?.close());

  afterAll(async () => {
    await pages?.close();
    await browser?.close();
  });

  const codes = () => asked.flatMap(({ code }) => code ?? []);

  async function follow(code = CODE): Promise<void> {
    await caller.page.goto("about:blank");
    await caller.page.goto(`${pages.url}/call/#entry=${code}`);
  }

  test("a link leads into the room with one click, and the code leaves the address", async () => {
    await follow();
    await caller.page.getByText("Welcome, Grace").waitFor();
    await screenshot(caller.page, "by-link");
    const address = caller.page.url();
    await caller.button("Join").click();
    await caller.page.getByRole("main", { name: `Conference ${ANSWERED}` }).waitFor();
    await expect.poll(() => caller.frames()).toBeGreaterThan(5);
    const registered = caller.sip.requests.find((request) => request.method === "REGISTER");

    expect(address).not.toContain(CODE);
    // Once for the page, and once for where to call.
    await expect
      .poll(() => asked)
      .toEqual([
        { code: CODE, browser: expect.stringMatching(/^[0-9A-Za-z_-]{22,}$/) as string },
        { resume: "1.mine" },
      ]);
    expect(JSON.stringify(registered?.headers)).toContain("entry-1@example.com");
    expect(await caller.page.evaluate(() => JSON.stringify(localStorage))).not.toContain(PASSWORD);
  });

  test("another link opened in a call waits until the call is over", async () => {
    const other = CODE.toLowerCase();
    await follow();
    await caller.button("Join").click();
    await caller.page.getByRole("main", { name: `Conference ${ANSWERED}` }).waitFor();
    await caller.page.evaluate((code) => (location.hash = `entry=${code}`), other);
    const before = await caller.frames();
    await expect.poll(() => caller.frames()).toBeGreaterThan(before + 5);
    await expect.poll(() => codes()).toEqual([CODE]);
    await caller.button("Leave").click();
    await caller.button("Join").waitFor();

    await expect.poll(codes).toEqual([CODE, other]);
    await expect.poll(() => caller.page.url()).not.toContain(other);
  });

  test("a call whose relay's password has ended asks for another one, with what the tab was given", async () => {
    relays = [{ urls: ["turn:127.0.0.1:9"], username: "1:entry-1", credential: "c" }];
    await follow();
    await caller.page.getByText("Welcome, Grace").waitFor();
    relays = [];
    await caller.button("Join").click();
    await caller.page.getByRole("main", { name: `Conference ${ANSWERED}` }).waitFor();
    await expect.poll(() => caller.frames()).toBeGreaterThan(5);

    // Where to call, and by which relay.
    await expect.poll(() => asked.slice(1)).toEqual(Array(2).fill({ resume: "1.mine" }));
  });

  test("after a reload the tab comes again without the code", async () => {
    await follow();
    await caller.page.getByText("Welcome, Grace").waitFor();
    await caller.page.reload();
    await caller.page.getByText("Welcome, Grace").waitFor();

    await expect.poll(() => asked[1]).toEqual({ resume: "1.mine" });
  });

  test("the same link in the same browser is the same browser", async () => {
    await follow();
    await caller.page.getByText("Welcome, Grace").waitFor();
    await follow();
    await expect.poll(() => asked.length).toBe(2);

    await expect.poll(() => asked[1]).toEqual(asked[0]);
  });

  test.each([
    ["entry_used_up", 410, "This link has been used"],
    ["entry_revoked", 410, "This link was withdrawn"],
    ["entry_over", 410, "The time of this link is over"],
    ["entry_unknown", 404, "This link does not work"],
  ])(
    "%s is told in words, no form asks for a password, and nobody is filmed for nothing",
    async (code, status, words) => {
      refusal = { status, code, detail: "" };
      await follow();
      await caller.says(words);
      if (code === "entry_used_up") await screenshot(caller.page, "link-used-up");

      await expect.poll(() => caller.page.getByLabel("Password").count()).toBe(0);
      await expect.poll(() => caller.button("Try again").count()).toBe(0);
      await expect.poll(() => caller.page.getByLabel("Your camera").count()).toBe(0);
    },
  );

  test("who is too early tries again when it is time", async () => {
    refusal = { status: 404, code: "entry_early", detail: "this link is good from 2026-12-01T09:00:00Z" };
    await follow();
    await caller.says("It is too early for this link");
    await caller.page.getByLabel("Your camera").waitFor();
    refusal = null;
    await caller.button("Try again").click();

    await caller.page.getByText("Welcome, Grace").waitFor();
  });
});
