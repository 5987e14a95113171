/** Debian's Firefox with a made-up camera and microphone, driven by WebDriver BiDi. */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { firefox } from "playwright-core";
import type { Browser } from "playwright-core";
import { startRelay } from "./relay";

const PATH = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
const MISSING = `${PATH} is missing, so nothing is tried in Firefox: apt-get install firefox-esr, or set FIREFOX`;
const STARTS_BESIDE_THE_RELAY = fileURLToPath(new URL("firefox.sh", import.meta.url));

const PREFERENCES = {
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
  // Both ends are on this machine: without these two the browser hides its loopback candidates.
  "media.peerconnection.ice.loopback": true,
  "media.peerconnection.ice.obfuscate_host_addresses": false,
  "media.autoplay.default": 0,
  // It is fetched from elsewhere; nothing here needs H264.
  "media.gmp-manager.updateEnabled": false,
  "media.gmp-gmpopenh264.enabled": false,
  "app.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.enabled": false,
};

/** On a desk without Firefox its tests are left out with a plain line; in CI they fail instead. */
export const skipped = !existsSync(PATH) && process.env.CI !== "true";
if (skipped) console.warn(MISSING);

/** By a name of its channels (`moz-…`) Playwright drives by BiDi; by none it wants a Firefox of its own. */
export async function startFirefox(): Promise<Browser> {
  if (!existsSync(PATH)) throw new Error(MISSING);
  const relay = await startRelay();
  try {
    const browser = await firefox.launch({
      channel: "moz-firefox",
      executablePath: STARTS_BESIDE_THE_RELAY,
      env: { ...process.env, FIREFOX_PROGRAM: PATH, RELAY_PORT: String(relay.port) },
      firefoxUserPrefs: PREFERENCES,
    });
    browser.once("disconnected", relay.close);
    return browser;
  } catch (error) {
    relay.close();
    throw error;
  }
}
