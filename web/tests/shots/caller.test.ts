/** Every state of the caller's page at four sizes, light and dark: a picture, nothing wider than the screen, nothing that axe would mend. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings } from "../browser/accessibility";
import { skipped, startChromium } from "../browser/chromium";
import { CALLER_STATES } from "./caller_states";
import { Guest } from "./guest";
import { shotOf, SIZES } from "./shot";

describe.skipIf(skipped)("the caller's page", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await startChromium();
  });

  afterAll(() => browser?.close());

  test.each(Object.keys(CALLER_STATES))("%s", async (state) => {
    const guest = await Guest.open(browser);
    const { page } = guest.caller;
    try {
      await CALLER_STATES[state]!(guest);
      // A call takes its time to come about: one is looked at in all sizes.
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: shotOf(`caller-${state}`, width, height, colorScheme) });
          const label = `${width}x${height} ${colorScheme}`;
          expect(await page.evaluate(() => document.documentElement.scrollWidth), label).toBeLessThanOrEqual(width);
          expect(await findings(page), label).toEqual([]);
        }
      }
    } finally {
      await guest.close();
    }
  });
});
