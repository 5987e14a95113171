/** `make shots`: a picture of every state of both pages at every size, in test-results/shots. */

import { defineConfig, mergeConfig } from "vitest/config";
import browser from "./vitest.browser.config.ts";

export default mergeConfig(
  { ...browser, test: { ...browser.test, include: [] } },
  defineConfig({ test: { include: ["tests/shots/**/*.test.ts"] } }),
);
