/** Builds the operator's page, served under /; it empties dist, so it is built first. */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { CONSOLE_PAGE, contentSecurityPolicy } from "../content_security.ts";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  plugins: [contentSecurityPolicy(CONSOLE_PAGE)],
  build: { outDir: "../dist", emptyOutDir: true, target: "es2022", modulePreload: false, assetsInlineLimit: 0 },
});
