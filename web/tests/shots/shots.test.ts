/** Every state at four sizes, light and dark: a picture to look at, nothing wider than the screen, nothing that axe would mend. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings } from "../browser/accessibility";
import { skipped, startChromium } from "../browser/chromium";
import { Operator } from "../browser/console/operator";
import { shotOf, SIZES } from "./shot";
import { STATES } from "./states";

const all = Object.keys(STATES).flatMap((state) =>
  SIZES.flatMap(([width, height]) =>
    (["light", "dark"] as const).map((colorScheme) => ({ state, width, height, colorScheme })),
  ),
);

describe.skipIf(skipped)("the operator's page", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await startChromium();
  });

  afterAll(() => browser?.close());

  test.each(all)("$state at $width x $height, $colorScheme", async ({ state, width, height, colorScheme }) => {
    const operator = await Operator.open(browser, { viewport: { width, height }, colorScheme, bypassCSP: true });
    try {
      await STATES[state]!(operator);
      await operator.page.screenshot({ path: shotOf(state, width, height, colorScheme) });
      expect(await operator.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await findings(operator.page)).toEqual([]);
    } finally {
      await operator.close();
    }
  });
});
