/** The operator's page against a running system with a real FreeSWITCH: SYSTEM_URL, API_TOKEN and CALL_ADDRESS. */

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { skipped } from "../browser/chromium";
import { screenshot } from "../browser/screenshots";
import { ADDRESS, Callers, SYSTEM_URL, talking } from "./callers";

const TOKEN = process.env["API_TOKEN"] ?? "";
const named = ADDRESS && SYSTEM_URL && TOKEN;
if (!named) console.warn("SYSTEM_URL, API_TOKEN and CALL_ADDRESS name no running system, so these tests are left out");

describe.skipIf(skipped || !named)("the operator's page on a real switch", () => {
  let callers: Callers;
  let desk: Page;

  beforeAll(async () => {
    callers = await Callers.start();
  });

  afterEach(() => callers.hangUp());

  afterAll(() => callers?.stop());

  const button = (name: string | RegExp) => desk.getByRole("button", { name, exact: true });
  const latest = async () => (await desk.getByRole("log").getByRole("listitem").first().textContent()) ?? "";
  const ends = (words: string) => expect.poll(latest, { timeout: 60_000 }).toContain(words);

  async function atTheDesk(): Promise<void> {
    desk = await callers.page();
    await desk.goto(`${SYSTEM_URL}/#token=${TOKEN}`);
    await desk.getByRole("heading", { name: "internal" }).waitFor();
  }

  test("an operator sees who is there, mutes, moves, changes the layout, records and kicks", async () => {
    const first = await callers.join("1000", "999");
    await talking(first);
    const second = await callers.join("1001", "999");
    await talking(second);
    await atTheDesk();
    await expect.poll(() => desk.getByRole("row").count(), { timeout: 15_000 }).toBe(3);
    await screenshot(desk, "live-console");

    await button(/^Mute /)
      .last()
      .click();
    await ends("done, and seen");
    await button(/^Unmute /).waitFor();
    await button(/^Hide /)
      .last()
      .click();
    await ends("Hide");
    await ends("done, and seen");
    await desk.getByLabel("Layout").fill("no-such-layout");
    await button("Apply").click();
    await ends("failed");
    await desk.getByLabel("Layout").fill("3x3");
    await button("Apply").click();
    await ends("the switch said yes");
    await button("Lock: nobody else comes in").click();
    await ends("Lock");
    await ends("done, and seen");
    await screenshot(desk, "live-console-outcomes");
    await button("Unlock: let people in").click();
    await ends("Unlock");

    await button("Start").click();
    await ends("Record as mp4");
    await ends("done, and seen");
    await button(/^Stop recording/)
      .first()
      .click();
    await ends("Stop the recording");
    await ends("done, and seen");

    await button(/^Kick /)
      .last()
      .click();
    await desk.getByRole("dialog").getByRole("button", { name: "Kick" }).click();
    await ends("done, and seen");
    await expect.poll(() => desk.getByRole("row").count()).toBe(2);
    await screenshot(desk, "live-console-end");
    await expect.poll(() => second.getByRole("alert").textContent()).toContain("The server ended the call");
  }, 300_000);
});
