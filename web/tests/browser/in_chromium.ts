/** One Chromium for all tests of a file, and somebody in front of it anew for each. */

import type { Browser } from "playwright-core";
import { startChromium } from "./chromium";
import { inBrowser } from "./in_browser";
import type { Somebody } from "./in_browser";

export function inChromium<Person extends Somebody>(
  open: (browser: Browser) => Promise<Person>,
  put: (person: Person) => void,
  get: () => Person | undefined,
): () => Browser {
  return inBrowser(startChromium, open, put, get);
}
