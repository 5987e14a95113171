/** Builds the page of components, served under /components/. It talks to nobody. */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { clientAlias } from "../client_alias.ts";
import { consolePage, contentSecurityPolicy } from "../content_security.ts";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  resolve: { alias: clientAlias },
  plugins: [contentSecurityPolicy(consolePage([], []))],
  build: {
    outDir: "../dist/components",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    assetsInlineLimit: 0,
  },
});
