/** Builds the caller's page, served under /call/; CALL_SERVERS says which SIP servers it may call. */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { callPage, contentSecurityPolicy, namedServers } from "../content_security.ts";
import { serversIn } from "../servers.ts";

const SERVERS = serversIn(process.env.CALL_SERVERS ?? "");

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  plugins: [namedServers(SERVERS), contentSecurityPolicy(callPage(SERVERS))],
  build: { outDir: "../dist/call", emptyOutDir: true, target: "es2022", modulePreload: false, assetsInlineLimit: 0 },
});
