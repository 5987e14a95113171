/** Unit tests: rules of the pages, without a browser. */

import { defineConfig } from "vitest/config";
import { clientAlias } from "./client_alias.ts";

export default defineConfig({
  resolve: { alias: clientAlias },
  test: {
    include: ["tests/*.test.ts", "tests/{call,console,shared}/**/*.test.ts"],
    environment: "node",
    restoreMocks: true,
  },
});
