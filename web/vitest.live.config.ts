/** Live tests: the built pages in Chromium against a real FreeSWITCH, named by CALL_ADDRESS. */

import { defineConfig, mergeConfig } from "vitest/config";
import browser from "./vitest.browser.config.ts";

export default mergeConfig(
  { ...browser, test: { ...browser.test, include: [] } },
  defineConfig({ test: { include: ["tests/live/**/*.test.ts"], testTimeout: 90_000 } }),
);
