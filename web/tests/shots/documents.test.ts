/** The pictures of both pages that the documentation shows, as WebP: `make pictures`. */

import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { skipped, startChromium } from "../browser/chromium";
import { Operator } from "../browser/console/operator";
import { inMeeting, onAir } from "./documents";
import { Guest } from "./guest";
import { FOLDER } from "./shot";

const PICTURES = process.env.PICTURES ?? FOLDER;
/** Of 100, for WebP: letters stay sharp. */
const QUALITY = 82;
const MOST_BYTES = 150_000;
const VIEWPORT = { width: 1280, height: 720 };

async function picture(page: Page, name: string): Promise<number> {
  await page.setViewportSize(VIEWPORT);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  const path = join(PICTURES, `${name}.webp`);
  writeFileSync(path, Buffer.from(data, "base64"));
  return statSync(path).size;
}

describe.skipIf(skipped)("the documentation's pictures", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await startChromium();
  });

  afterAll(() => browser?.close());

  test("the desk in the middle of a show", async () => {
    const operator = await Operator.open(browser, { viewport: VIEWPORT, colorScheme: "light" });
    try {
      await onAir(operator);

      expect(await picture(operator.page, "desk")).toBeLessThanOrEqual(MOST_BYTES);
    } finally {
      await operator.close();
    }
  });

  test("a guest in a meeting", async () => {
    const guest = await Guest.open(browser);
    try {
      await inMeeting(guest);

      expect(await picture(guest.caller.page, "guest")).toBeLessThanOrEqual(MOST_BYTES);
    } finally {
      await guest.close();
    }
  });
});
