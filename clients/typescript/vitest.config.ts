/** The client's tests. */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The example imports it as others do.
  resolve: {
    alias: { "freeswitch-functions-client": fileURLToPath(new URL("./src/index.ts", import.meta.url)) },
  },
  test: { include: ["tests/**/*.test.ts"], environment: "node", restoreMocks: true },
});
