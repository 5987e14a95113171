/** The operator's commands in Chromium: what is sent, and what became of it. */

import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { skipped, startChromium } from "./chromium";
import { Operator } from "./operator";
import { screenshot } from "./screenshots";

describe.skipIf(skipped)("the operator's commands", () => {
  let browser: Browser;
  let operator: Operator;

  beforeAll(async () => {
    browser = await startChromium();
  });

  beforeEach(async () => {
    operator = await Operator.open(browser);
  });

  afterEach(() => operator?.close());

  afterAll(() => browser?.close());

  test("muting sends the wished end and shows what proved it", async () => {
    await operator.signIn();
    await operator.button("Mute Grace Hopper").click();

    await operator.reads("done, and seen");
    expect(await operator.latest()).toContain("Seen as event mute-member");
    await operator.button("Unmute Grace Hopper").waitFor();
    expect(operator.changes().map(({ method, path, body }) => [method, path, body])).toEqual([
      ["PATCH", "/v1/conferences/internal/members/uuid-2", { muted: true }],
    ]);
    expect(operator.changes()[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f]{32}$/);
  });

  test("somebody is moved to a slot, and freed again", async () => {
    await operator.signIn();
    const slot = operator.page.getByLabel("Slot of Grace Hopper");
    await slot.fill("slot-2");
    await operator.button("Move Grace Hopper").click();
    await operator.reads("Move Grace Hopper to slot-2");
    await expect.poll(() => slot.inputValue()).toBe("slot-2");
    await slot.fill("");
    await operator.button("Move Grace Hopper").click();

    await expect.poll(() => operator.changes().map(({ body }) => body)).toEqual([{ slot: "slot-2" }, { slot: null }]);
  });

  test("what is being typed survives the next look at the server", async () => {
    await operator.signIn();
    const looks = () => operator.api.asked.filter(({ path }) => path === "/v1/conferences/internal").length;
    await operator.page.getByLabel("Slot of Ada Lovelace").fill("slot-9");
    const before = looks();
    await expect.poll(looks, { timeout: 10_000 }).toBeGreaterThan(before + 1);

    expect(await operator.page.getByLabel("Slot of Ada Lovelace").inputValue()).toBe("slot-9");
  });

  test("a kick asks once more, then the person is gone", async () => {
    await operator.signIn();
    await operator.button("Kick Grace Hopper").click();
    await operator.button("Cancel").click();
    expect(operator.changes()).toEqual([]);
    await operator.button("Kick Grace Hopper").click();
    await operator.page.getByRole("dialog").getByRole("button", { name: "Kick" }).click();

    await expect.poll(() => operator.row("Grace Hopper").count()).toBe(0);
    expect(await operator.latest()).toContain("del-member");
  });

  test("a layout the switch refuses shows the switch's reason", async () => {
    await operator.signIn();
    await operator.page.getByLabel("Layout").fill("no-such-layout");
    await operator.button("Apply").click();
    await operator.reads("failed");
    expect(await operator.latest()).toContain("-ERR Invalid layout");
    await operator.page.getByLabel("Layout").fill("presenter");
    await operator.button("Apply").click();

    await operator.reads("the switch said yes");
    await screenshot(operator.page, "console-outcomes");
  });

  test("a recording is started and stopped", async () => {
    await operator.signIn();
    await operator.button("Start").click();
    await operator.page.getByText("live", { exact: true }).waitFor();
    await operator.button("Stop recording rec-1").click();

    await operator.page.getByText("ready", { exact: true }).waitFor();
    expect(operator.changes().map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v1/conferences/internal/recordings",
      "DELETE /v1/conferences/internal/recordings/rec-1",
    ]);
  });
});
