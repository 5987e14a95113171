/** Browser tests: the built pages in Chromium and Firefox, against stand-ins on this machine. */

import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { clientAlias } from "./client_alias.ts";

/** The same engine without windows and menus (package chromium-headless-shell): half the processor's time for the same pages. */
const SHELL = "/usr/bin/chromium-headless-shell";

export default defineConfig({
  resolve: { alias: clientAlias },
  test: {
    include: ["tests/browser/**/*.test.ts"],
    environment: "node",
    env: { CHROMIUM: process.env.CHROMIUM ?? (existsSync(SHELL) ? SHELL : "/usr/bin/chromium") },
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // A busy machine is slow: vitest's own second is luck.
    expect: { poll: { timeout: 15_000 } },
    // As in `.ci/run`: there what fails runs once more, and is shown with "(retry x1)".
    retry: process.env.CI === undefined ? 0 : 1,
    // One browser at a time: each decodes and encodes video.
    fileParallelism: false,
  },
});
