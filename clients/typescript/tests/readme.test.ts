/** The README's example is a file, and runs as it stands there. */

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import WebSocket from "ws";
import { FeedStandIn } from "./feed_stand_in.ts";
import { meeting, member } from "./conference.ts";
import { serveFeed } from "./serve_feed.ts";

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const argv = process.argv;

afterEach(() => {
  process.argv = argv;
  vi.unstubAllGlobals();
});

test("the README shows the example as it is", () => {
  expect(read("../README.md")).toContain(`\`\`\`ts\n${read("../examples/watch.ts")}\`\`\``);
});

test("the example mutes the first one and sees it happen", async () => {
  const feed = new FeedStandIn();
  feed.hold(meeting([member(1, { name: "Ada" }), member(2)]));
  const server = createServer((request, response) => {
    const command = { id: "c1", kind: "mute", conference: "internal", reason: null };
    const answers: Record<string, () => unknown> = {
      "POST /v1/live": () => ({ url: `${url.replace("http", "ws")}/live?ticket=t`, expires_at: "" }),
      "GET /v1/conferences/internal": () => feed.conference("internal"),
      "PATCH /v1/conferences/internal/members/call-1": () => ({ ...command, state: "queued" }),
      "GET /v1/commands/c1?wait=10": () => {
        feed.tell("internal", "member.changed", { uuid: "call-1", changed: { muted: true } });
        return { ...command, state: "confirmed" };
      },
    };
    const answer = answers[`${request.method} ${request.url}`];
    response.writeHead(answer && request.headers.authorization === "Bearer a.b.c" ? 200 : 404);
    response.end(JSON.stringify(answer?.() ?? {}));
  });
  const cut = serveFeed(server, feed);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const said: string[] = [];
  vi.spyOn(console, "log").mockImplementation((...words: unknown[]) => void said.push(words.join(" ")));
  // Node has one of its own from 22 on.
  vi.stubGlobal("WebSocket", WebSocket);
  process.argv = [...argv.slice(0, 2), url, "a.b.c"];

  await import("../examples/watch.ts");

  await expect.poll(() => said).toContain("Ada muted: confirmed ");
  await expect.poll(() => said).toContain('101 member.changed {"uuid":"call-1","changed":{"muted":true}}');
  expect(said).toContain("connection: live");
  server.close();
  cut();
});
