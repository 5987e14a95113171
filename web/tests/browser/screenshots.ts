/** Pictures of the pages for people to look at, when SCREENSHOTS names a folder. */

import { join } from "node:path";
import type { Page } from "playwright-core";

export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
