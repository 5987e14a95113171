/** What axe-core finds wrong with a page, as one line per finding. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeWindow {
  axe: { run: () => Promise<AxeResults> };
}

/** Its context needs `bypassCSP`: axe is not part of the page, and the page runs nothing else. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(() => (window as unknown as AxeWindow).axe.run());
  if (passes.length < 10) throw new Error(`axe checked next to nothing: ${passes.map(({ id }) => id).join(", ")}`);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${String(target)}`));
}
