/** Two nodes: the page asks before each call where the conference is, and calls there. */

import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tokenFor } from "../../api_stand_in";
import { ANSWERED, startSipStandIn } from "../../sip_stand_in";
import type { SipStandIn } from "../../sip_stand_in";
import { LINK } from "./by_link";
import { Caller, PASSWORD } from "./caller";
import { skipped, startChromium } from "../chromium";
import { openMuxPage } from "../mux_page";
import type { MuxPage } from "../mux_page";
import { servePages } from "../static_pages";
import type { Pages } from "../static_pages";

describe.skipIf(skipped)("the caller's page with two nodes", () => {
  let browser: Browser;
  let pages: Pages;
  let caller: Caller;
  let second: { sip: SipStandIn; mux: MuxPage };
  /** Where the conference is now. */
  let address: string;
  let asked = 0;

  beforeAll(async () => {
    browser = await startChromium();
    pages = await servePages((request, response) => {
      if (request.url !== "/v1/entries/redeem") return Promise.resolve(false);
      asked += 1;
      const entrance = {
        ...{ user: "1001", password: PASSWORD, domain: "example.com", address, number: ANSWERED, ice_servers: [] },
        ...{ token: tokenFor([], "1001", ["internal"]), conference: "internal", name: "Grace", role: "participant" },
        ...{ until: "2026-12-01T00:00:00Z", resume: "1.mine" },
      };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(entrance));
      return Promise.resolve(true);
    });
  });

  beforeEach(async () => {
    const mux = await openMuxPage(browser);
    second = { mux, sip: await startSipStandIn({ password: PASSWORD, answer: mux.answer }) };
    caller = await Caller.open(browser, pages);
    pages.servers = [caller.sip.address, second.sip.address];
    [address, asked] = [caller.sip.address, 0];
    await caller.page.goto(`${pages.url}/call/${LINK}`);
    await caller.page.reload();
    await caller.page.getByText("Welcome, Grace").waitFor();
  });

  afterEach(async () => {
    await caller.close();
    await Promise.all([second.mux.close(), second.sip.close()]);
  });

  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  const invited = ({ requests }: SipStandIn) => requests.some(({ method }) => method === "INVITE");
  const secondSees = async () => (await second.mux.heard().catch(() => null))?.framesReceived ?? 0;
  const complaints = () => caller.complaints.filter((one) => !one.includes("WebSocket connection"));

  test("the node dies with a call on it: the page asks until another one has it, and is in again without a click", async () => {
    await caller.button("Join").click();
    await expect.poll(() => caller.frames()).toBeGreaterThan(5);
    await Promise.all([caller.sip.close(), caller.mux.close()]);
    // It is the node's until that counts as lost.
    const before = asked;
    await expect.poll(() => asked, { timeout: 40_000 }).toBeGreaterThan(before);
    expect(invited(second.sip)).toBe(false);
    address = second.sip.address;
    await expect.poll(secondSees, { timeout: 60_000 }).toBeGreaterThan(5);

    await caller.button("Leave").click();
    await expect.poll(() => second.sip.requests.some(({ method }) => method === "BYE")).toBe(true);
    expect(complaints()).toEqual([]);
  });

  test("somebody has begun it on another node between the question and the call: the page calls there", async () => {
    caller.sip.refuses = true;
    await caller.button("Join").click();
    // What it had asked said the first node; what it asks when that refuses it does not.
    await expect.poll(() => invited(caller.sip)).toBe(true);
    address = second.sip.address;
    await expect.poll(secondSees, { timeout: 30_000 }).toBeGreaterThan(5);

    await expect.poll(() => asked).toBeGreaterThanOrEqual(3);
    await expect.poll(() => caller.alert.count()).toBe(0);
    expect(complaints().filter((one) => !one.includes("503"))).toEqual([]);
  });

  test("a node that the page may not call is not called: the one before takes the call across", async () => {
    address = "wss://elsewhere.example.com";
    await caller.button("Join").click();
    await expect.poll(() => caller.frames()).toBeGreaterThan(5);

    expect(caller.asked.filter((url) => url.includes("elsewhere"))).toEqual([]);
  });
});
