/** Serves the built pages from web/dist on a free port, with an optional handler in front. */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
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
  close: () => Promise<void>;
}

async function serveFile(path: string, response: ServerResponse): Promise<void> {
  const file = join(DIST, normalize(path.endsWith("/") ? `${path}index.html` : path));
  const content = await readFile(file).catch(() => null);
  response.writeHead(content ? 200 : 404, { "content-type": TYPES[extname(file)] ?? "text/plain" });
  response.end(content ?? "not found");
}

export async function servePages(handler: Handler = () => Promise.resolve(false)): Promise<Pages> {
  const server = createServer((request, response) => {
    void handler(request, response).then((done) => {
      const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
      return done ? undefined : serveFile(pathname, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
