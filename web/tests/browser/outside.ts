/** What of a page cannot be seen without scrolling, at the sizes that people have. */

import type { Page } from "playwright-core";

export const SIZES = [
  ["phone", 375, 667],
  ["landscape", 667, 375],
  ["tablet", 820, 1180],
  // 1280 pixels at 200 %.
  ["zoomed", 640, 360],
] as const;

/** The words of those that are not wholly on the screen; half a pixel is the browser's rounding. */
export function outside(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).evaluateAll((found) =>
    found.flatMap((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const isSeen = left >= 0 && right <= innerWidth + 0.5 && top >= -0.5 && bottom <= innerHeight + 0.5;
      return isSeen ? [] : [element.textContent ?? ""];
    }),
  );
}
