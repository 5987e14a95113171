/**
 * Builds the operator's page, served under /; it empties dist, so it is built first. CALL_SERVERS says at which SIP servers it
 * may watch a conference, LIVE_SERVERS where the WebSocket of the API is, if not on its own server.
 */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { clientAlias } from "../client_alias.ts";
import { consolePage, contentSecurityPolicy, namedServers } from "../content_security.ts";
import { liveServersIn, serversIn } from "../servers.ts";

const SERVERS = serversIn(process.env.CALL_SERVERS ?? "");
const LIVE_SERVERS = liveServersIn(process.env.LIVE_SERVERS ?? "");

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  resolve: { alias: clientAlias },
  plugins: [namedServers(SERVERS), contentSecurityPolicy(consolePage(SERVERS, LIVE_SERVERS))],
  build: { outDir: "../dist", emptyOutDir: true, target: "es2022", modulePreload: false, assetsInlineLimit: 0 },
});
