/**
 * Between Playwright and Firefox: the one command of WebDriver BiDi (https://w3c.github.io/webdriver-bidi/) that Playwright asks for
 * at the beginning of each page, that the Firefox of today's Debian (ESR 153) does not know, and that nothing here needs. A Firefox
 * that knows it carries it out.
 */

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";

/** Chooses light or dark colours; playwright-core 1.65.1 sends it for every context, chosen or not. */
const MAY_BE_UNKNOWN = "emulation.setMediaFeaturesOverride";

export interface Relay {
  port: number;
  close: () => void;
}

interface Said {
  id?: number;
  method?: string;
  error?: string;
}

function connect(playwright: WebSocket, firefox: WebSocket): void {
  const opened = once(firefox, "open");
  const asked = new Set<number>();
  playwright.on("message", (data: Buffer) => {
    const { id, method } = JSON.parse(data.toString()) as Said;
    if (id !== undefined && method === MAY_BE_UNKNOWN) asked.add(id);
    // Where it does not open, both ends are closed below.
    void opened.then(
      () => firefox.send(data.toString()),
      () => undefined,
    );
  });
  firefox.on("message", (data: Buffer) => {
    const { id, error }: Said = asked.size > 0 ? (JSON.parse(data.toString()) as Said) : {};
    const isOfThese = id !== undefined && asked.delete(id);
    const isUnknown = isOfThese && error === "unknown command";
    playwright.send(isUnknown ? JSON.stringify({ type: "success", id, result: {} }) : data.toString());
  });
  firefox.on("error", () => playwright.terminate());
  firefox.on("close", () => playwright.close());
  playwright.on("close", () => firefox.close());
}

/** Connects whoever comes to `/<port>/session` with the Firefox that listens there. */
export async function startRelay(): Promise<Relay> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  server.on("connection", (playwright, { url }) => {
    connect(playwright, new WebSocket(`ws://127.0.0.1:${(url ?? "").slice(1)}`));
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.clients.forEach((socket) => socket.terminate());
      server.close();
    },
  };
}
