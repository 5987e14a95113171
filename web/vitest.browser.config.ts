/** Browser tests: the built pages in Chromium, against stand-ins on this machine. */

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/browser/**/*.test.ts"],
    environment: "node",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One browser at a time: each decodes and encodes video.
    fileParallelism: false,
  },
});
