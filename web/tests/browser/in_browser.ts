/** One browser for all tests of a file, and somebody in front of it anew for each. */

import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";

export interface Somebody {
  close(): Promise<void>;
}

/** The browser, or another one where it has crashed: that ends one test and not all of its file. */
export async function alive(browser: Browser, start: () => Promise<Browser>): Promise<Browser> {
  return browser.isConnected() ? browser : start();
}

/** `put` is given who was opened; `get` tells who is to be closed, for a test may have opened another. */
export function inBrowser<Person extends Somebody>(
  start: () => Promise<Browser>,
  open: (browser: Browser) => Promise<Person>,
  put: (person: Person) => void,
  get: () => Person | undefined,
): () => Browser {
  let browser: Browser;

  beforeAll(async () => {
    browser = await start();
  });

  beforeEach(async () => {
    browser = await alive(browser, start);
    put(await open(browser));
  });

  afterEach(() => get()?.close());

  afterAll(() => browser?.close());

  return () => browser;
}
