/** Serves the built pages from web/dist on a free port, with an optional handler in front and SIP servers of its own. */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** Answers true if the request was its own. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export interface Pages {
  url: string;
  /** What the caller's page may call, written into it as it is served; as built while it is empty. */
  servers: string[];
  readonly server: Server;
  close: () => Promise<void>;
}

/** As infra/local/functions/pages.py does it. */
function withServers(page: string, servers: string[]): string {
  const built = /<meta name="sip-servers" content="([^"]+)"/.exec(page)?.[1];
  return built && servers.length ? page.replaceAll(built, servers.join(" ")) : page;
}

async function serveFile(path: string, response: ServerResponse, servers: string[]): Promise<void> {
  const file = join(DIST, normalize(path.endsWith("/") ? `${path}index.html` : path));
  const found = await readFile(file).catch(() => null);
  const content = found && file.endsWith(".html") ? withServers(found.toString(), servers) : found;
  response.writeHead(content ? 200 : 404, { "content-type": TYPES[extname(file)] ?? "text/plain" });
  response.end(content ?? "not found");
}

export async function servePages(handler: Handler = () => Promise.resolve(false)): Promise<Pages> {
  const server = createServer((request, response) => {
    void handler(request, response).then((done) => {
      const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
      return done ? undefined : serveFile(pathname, response, pages.servers);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const pages: Pages = {
    url: `http://127.0.0.1:${port}`,
    servers: [],
    server,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return pages;
}
