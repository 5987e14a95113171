/** Unit tests: rules of the pages, without a browser. */

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["tests/*.test.ts", "tests/{call,console}/**/*.test.ts"], environment: "node", restoreMocks: true },
});
