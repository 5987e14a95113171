/** A guest's minutes in a meeting, in Firefox. */

import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiStandIn } from "../../api_stand_in";
import type { ApiStandIn } from "../../api_stand_in";
import { LINK, servePagesByLink } from "../by_link";
import { Caller } from "../caller";
import { skipped as withoutChromium, startChromium } from "../chromium";
import { skipped, startFirefox } from "./firefox";
import { SILENCE, listen } from "../hearing";
import { screenshot } from "../screenshots";
import type { Pages } from "../static_pages";

const MOST_TABS = 30;

describe.skipIf(skipped || withoutChromium)("a guest in Firefox", () => {
  let firefox: Browser;
  /** Plays the conference. */
  let chromium: Browser;

  beforeAll(async () => {
    [firefox, chromium] = await Promise.all([startFirefox(), startChromium()]);
  });

  afterAll(() => Promise.all([firefox?.close(), chromium?.close()]));

  let api: ApiStandIn;
  let pages: Pages;
  let caller: Caller;

  beforeEach(async () => {
    api = apiStandIn();
    pages = await servePagesByLink(api, () => ({ name: "Grace", can: ["view", "chat"] }));
  });

  afterEach(async () => {
    await caller?.close();
    api.close();
    api.cut();
    await pages.close();
  });

  const told = (type: string, data: Record<string, unknown>) => api.feed.tell("internal", type, data);
  const framesSent = async () => (await caller.mux.heard()).framesReceived;
  const texts = (selector: string) => caller.page.locator(selector).allInnerTexts();

  async function arrive(link = LINK): Promise<void> {
    caller = await Caller.open(firefox, pages, {}, link, chromium);
  }

  async function joined(): Promise<void> {
    await caller.button("Join").click();
    await expect.poll(() => caller.frames()).toBeGreaterThan(5);
  }

  async function comeIn(): Promise<void> {
    await arrive();
    await caller.page.getByText("Welcome, Grace").waitFor();
    await joined();
  }

  test("by a link one click leads into the call: seen and heard both ways, names and who talks over the picture", async () => {
    await comeIn();
    await expect.poll(framesSent).toBeGreaterThan(5);
    await expect.poll(listen(caller.mux, 1)).toBeGreaterThan(SILENCE);
    await expect.poll(() => texts(".overlay .name")).toEqual(["Ada Lovelace", "You", expect.stringContaining("<img")]);
    expect(await texts(".overlay .talks .name")).toEqual(["You"]);
    api.state.members[0]!.talking = true;
    api.state.members[1]!.talking = false;
    await expect.poll(() => texts(".overlay .talks .name")).toEqual(["Ada Lovelace"]);
    const line = () => caller.page.locator(".line-light").getAttribute("aria-label");
    await expect.poll(line).toMatch(/^Your connection is \w+: [\d.]+ % lost, \d+ ms/);
    // What takes the picture brings a style of its own, which the policy refuses.
    expect([caller.complaints, await caller.alert.count()]).toEqual([[], 0]);
    await screenshot(caller.page, "firefox-call");
  });

  test("mute silences, a camera that is off is a card, and both come back in the same call", async () => {
    await comeIn();
    await expect.poll(listen(caller.mux, 1)).toBeGreaterThan(SILENCE);
    await caller.button("Mute").click();
    await expect.poll(listen(caller.mux, 1)).toBeLessThan(SILENCE);
    await caller.button("Unmute").click();
    await expect.poll(listen(caller.mux, 1)).toBeGreaterThan(SILENCE);
    await caller.button("Camera off").click();
    await caller.button("Camera on").waitFor();
    const before = await framesSent();
    await expect.poll(framesSent).toBeGreaterThan(before + 2);
    await caller.button("Camera on").click();
    await caller.button("Camera off").waitFor();

    expect([caller.sent("BYE"), await caller.alert.count()]).toEqual([false, 0]);
  });

  test("messages go both ways, a hand goes up and down, and the host's mute is told and taken back", async () => {
    await comeIn();
    await caller.button("Chat").click();
    told("message.posted", { id: "m-1", sender: "1000", name: "Ada Lovelace", text: "Good morning" });
    await caller.page.getByRole("log").getByText("Good morning", { exact: true }).waitFor();
    await caller.page.getByLabel("Message to everybody").fill("Hello from Firefox");
    await caller.page.keyboard.press("Enter");
    await caller.page.getByRole("log").getByText("Hello from Firefox", { exact: true }).waitFor();
    expect(api.feed.messages("internal").map(({ text }) => text)).toEqual(["Good morning", "Hello from Firefox"]);
    await caller.button("Raise hand").click();
    await caller.page.getByText("hand up").waitFor();
    await caller.button("Lower hand").click();
    await caller.button("Raise hand").waitFor();
    api.state.members[1]!.muted = true;
    await caller.says("The host muted you");
    await screenshot(caller.page, "firefox-muted");
    await caller.button("Unmute myself").click();
    api.state.members[1]!.muted = false;

    await expect.poll(() => caller.alert.count()).toBe(0);
  });

  test("leaving hangs up and switches the camera off; who is removed when they have come again reads so", async () => {
    await comeIn();
    await caller.button("Leave").click();
    await caller.button("Join").waitFor();
    await expect.poll(() => caller.sent("BYE")).toBe(true);
    expect(await caller.page.getByLabel("Your camera").isVisible()).toBe(false);
    await joined();
    await caller.page.locator(".overlay .name").first().waitFor({ state: "attached" });
    told("member.left", { uuid: "uuid-2", cause: "hung_up_by_command" });
    caller.sip.hangUp();

    await caller.says("You were removed");
    await expect.poll(() => api.feed.connections).toBe(0);
  });

  test("the keyboard alone comes in, and whoever is there when the meeting ends reads so", async () => {
    await arrive();
    await caller.page.getByText("Welcome, Grace").waitFor();
    const focused = () => caller.page.evaluate(() => document.activeElement?.textContent ?? "");
    for (let tabs = 0; tabs < MOST_TABS && (await focused()) !== "Join"; tabs += 1)
      await caller.page.keyboard.press("Tab");
    expect(await focused()).toBe("Join");
    await caller.page.keyboard.press("Enter");
    await caller.page.locator(".overlay .name").first().waitFor({ state: "attached" });
    told("conference.ended", { reason: null });
    caller.sip.hangUp();

    await caller.says("The meeting has ended");
  });
});
