/** Debian's Chromium with a made-up camera and microphone. */

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

const PATH = process.env.CHROMIUM ?? "/usr/bin/chromium";
const MISSING = `${PATH} is missing, so the browser tests cannot run: apt-get install chromium, or set CHROMIUM`;

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  // Both ends are on this machine: without these two the browser hides its loopback candidates.
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  "--allow-loopback-in-peer-connection",
];

/** On a desk without Chromium the tests are left out with a plain line; in CI they fail instead. */
export const skipped = !existsSync(PATH) && process.env.CI !== "true";
if (skipped) console.warn(MISSING);

export function startChromium(): Promise<Browser> {
  if (!existsSync(PATH)) throw new Error(MISSING);
  return chromium.launch({ executablePath: PATH, args: FLAGS });
}
