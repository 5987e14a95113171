/**
 * Builds the operator's page, served under /; it empties dist, so it is built first. LIVE_SERVERS says where its WebSocket
 * is, if not on its own server.
 */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { clientAlias } from "../client_alias.ts";
import { consolePage, contentSecurityPolicy } from "../content_security.ts";
import { liveServersIn } from "../servers.ts";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  resolve: { alias: clientAlias },
  plugins: [contentSecurityPolicy(consolePage(liveServersIn(process.env.LIVE_SERVERS ?? "")))],
  build: { outDir: "../dist", emptyOutDir: true, target: "es2022", modulePreload: false, assetsInlineLimit: 0 },
});
