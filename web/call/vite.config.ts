/** Builds the caller's page, served under /call/. */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { CALL_PAGE, contentSecurityPolicy } from "../content_security.ts";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  plugins: [contentSecurityPolicy(CALL_PAGE)],
  build: { outDir: "../dist/call", emptyOutDir: true, target: "es2022", modulePreload: false, assetsInlineLimit: 0 },
});
