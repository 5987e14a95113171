/** Real sockets to a feed in memory, on an HTTP server of the test. */

import type { Server } from "node:http";
import { WebSocketServer } from "ws";
import type { FeedStandIn } from "./feed_stand_in.ts";

/** Serves `/live` for whoever brings the ticket. Returns how to cut every connection without a word. */
export function serveFeed(server: Server, feed: FeedStandIn, ticket = "t"): () => void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const asked = new URL(request.url ?? "", "http://here");
    if (asked.pathname !== "/live" || asked.searchParams.get("ticket") !== ticket) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const listener = { send: (text: string) => opened.send(text), close: () => opened.close(1001) };
      const hear = feed.connect(listener);
      opened.on("message", (data) => hear((data as Buffer).toString()));
      opened.on("close", () => feed.disconnect(listener));
    });
  });
  return () => sockets.clients.forEach((one) => one.terminate());
}
