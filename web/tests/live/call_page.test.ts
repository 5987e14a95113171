/** The caller's page against a real FreeSWITCH with the demo data: CALL_ADDRESS names its WebSocket. */

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { skipped } from "../browser/chromium";
import { screenshot } from "../browser/screenshots";
import { ADDRESS, Callers, moving, talking } from "./callers";

// Longer than half of JsSIP's session time of 90 s, when it refreshes for the first time.
const REFRESH_MILLISECONDS = 60_000;
if (!ADDRESS)
  console.warn("CALL_ADDRESS names no FreeSWITCH (such as ws://127.0.0.1:5066), so the live tests are left out");

describe.skipIf(skipped || !ADDRESS)("the caller's page on a real switch", () => {
  let callers: Callers;

  beforeAll(async () => {
    callers = await Callers.start();
  });

  afterEach(() => callers.hangUp());

  afterAll(() => callers?.stop());

  /** Whether the picture shows Chromium's made-up camera: it is green all over, even at the upper edge. */
  const green = (page: Page) => () =>
    page.locator("video.conference").evaluate((video: HTMLVideoElement) => {
      const canvas = document.createElement("canvas");
      const pen = canvas.getContext("2d");
      pen?.drawImage(video, 0, 0, canvas.width, canvas.height);
      const [red = 0, bright = 0, blue = 0] = pen?.getImageData(canvas.width / 2, canvas.height / 10, 1, 1).data ?? [];
      return bright > 2 * Math.max(red, blue);
    });

  test("two callers see the conference as one moving picture", async () => {
    const first = await callers.join("1000", "999");
    await talking(first);
    const second = await callers.join("1001", "999");
    await talking(second);
    await moving(first);
    await screenshot(first, "live-1000");
    await screenshot(second, "live-1001");

    expect(await first.getByRole("alert").count()).toBe(0);
  });

  test("a wrong password is refused in words", async () => {
    const page = await callers.join("1000", "999", "not-the-password");

    await expect.poll(() => page.getByRole("alert").textContent(), { timeout: 15_000 }).toContain("refused this user");
  });

  test("an unknown number is told in words", async () => {
    const page = await callers.join("1000", "123456");

    await expect.poll(() => page.getByRole("alert").textContent(), { timeout: 15_000 }).toContain("Nobody has this");
    await screenshot(page, "live-unknown-number");
  });

  test("camera off shows a card in the conference, camera on the camera again", async () => {
    const page = await callers.join("1000", "999");
    await talking(page);
    await expect.poll(green(page), { timeout: 15_000 }).toBe(true);
    await page.getByRole("button", { name: "Camera off" }).click();
    await expect.poll(green(page), { timeout: 15_000 }).toBe(false);
    await moving(page);
    await screenshot(page, "live-camera-off");
    await page.getByRole("button", { name: "Camera on" }).click();

    await expect.poll(green(page), { timeout: 15_000 }).toBe(true);
  });

  test("a caller without camera and microphone sees the others", async () => {
    const first = await callers.join("1000", "999");
    await talking(first);
    const page = await callers.join("1001", "");
    await page.getByText("Choose devices").click();
    await page.getByLabel("Camera", { exact: true }).selectOption("none");
    await page.getByLabel("Microphone", { exact: true }).selectOption("none");
    await page.getByLabel("Number").fill("999");
    await page.getByRole("button", { name: "Join" }).click();
    await talking(page);
    await screenshot(page, "live-listener");

    expect(await page.getByRole("button", { name: "Mute" }).isDisabled()).toBe(true);
  });

  test(
    "a call outlives the session refresh",
    async () => {
      const page = await callers.join("1000", "999");
      await talking(page);
      const start = await page.evaluate(() => performance.now());
      await page.waitForFunction((until) => performance.now() > until, start + REFRESH_MILLISECONDS, {
        timeout: 2 * REFRESH_MILLISECONDS,
      });

      await moving(page);
    },
    3 * REFRESH_MILLISECONDS,
  );
});
