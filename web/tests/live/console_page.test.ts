/** The operator's page against a running system with a real FreeSWITCH: SYSTEM_URL, API_TOKEN and CALL_ADDRESS. */

import { stat } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { skipped } from "../browser/chromium";
import { screenshot } from "../browser/screenshots";
import { ADDRESS, Callers, SYSTEM_URL, talking } from "./callers";

const TOKEN = process.env.API_TOKEN ?? "";
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
  const latest = async () =>
    (await desk.getByRole("log", { name: "What happened" }).getByRole("listitem").first().textContent()) ?? "";
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
    await button(/^Show (Ada|Grace)$/).click();
    await ends("Show");
    await ends("done, and seen");
    await desk.getByLabel("Layout").selectOption("3x3");
    await button("Apply the layout").click();
    await ends("Layout 3x3");
    await ends("FreeSWITCH said yes");
    await desk.getByText("In 3x3 FreeSWITCH itself decides who is where.").waitFor();
    await button("Give everybody a seat").click();
    await ends("Give everybody a seat in 3x3-seats");
    await ends("FreeSWITCH said yes");
    await button(/^Move .* from slot-1$/).click();
    await button(/^Put .* at slot-2; .* goes to slot-1$/).click();
    await ends(" to slot-2 and ");
    await ends("done, and seen");
    await button("Lock: nobody else comes in").click();
    await ends("Lock");
    await ends("done, and seen");
    await screenshot(desk, "live-console-outcomes");
    await button("Unlock: let people in").click();
    await ends("Unlock");

    await button("Take a still").click();
    const still = desk.getByRole("img", { name: "What people in internal saw" });
    await still.waitFor({ timeout: 30_000 });
    await expect.poll(() => still.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1280);
    await button(/^More about/)
      .first()
      .click();
    await desk.getByLabel("Banner below the picture").fill("Rear Admiral");
    await button("Show it").click();
    await ends("Banner “Rear Admiral”");
    await ends("FreeSWITCH said yes");
    await screenshot(desk, "live-console-still");
    await button(/^More about/)
      .first()
      .click();

    await button("Record").click();
    await ends("Record as mp4");
    await ends("done, and seen");
    await desk.getByText(/0:0[2-9] since/).waitFor();
    await button("Pause with the recording").click();
    await desk.getByText("paused", { exact: true }).waitFor();
    await button("Go on with the recording").click();
    await desk.getByText("recording", { exact: true }).waitFor();
    await button("Stop the recording").click();
    await ends("Stop the recording");
    await ends("done, and seen");
    await desk.getByText("ready", { exact: true }).first().waitFor({ timeout: 30_000 });
    const [file] = await Promise.all([
      desk.waitForEvent("download"),
      button(/^Download/)
        .first()
        .click(),
    ]);
    expect((await stat(await file.path())).size).toBeGreaterThan(10_000);
    await screenshot(desk, "live-console-recording");

    await button(/^More about/)
      .last()
      .click();
    await button(/^Kick /).click();
    await desk.getByRole("dialog").getByRole("button", { name: "Kick" }).click();
    await ends("done, and seen");
    await expect.poll(() => desk.getByRole("row").count()).toBe(2);
    await screenshot(desk, "live-console-end");
    await expect.poll(() => second.getByRole("alert").textContent()).toContain("The server ended the call");
  }, 300_000);
});
