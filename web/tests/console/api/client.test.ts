/** The typed client: what it sends, what it remembers, and how it waits for a command's end. */

import { describe, expect, test } from "vitest";
import { Client } from "../../../console/api/client";
import { Problem } from "../../../console/api/problem";
import type { Command } from "../../../console/api/shapes";

interface Sent {
  where: string;
  init: RequestInit;
}

function clientWith(...answers: (Response | Error)[]): { client: Client; sent: Sent[] } {
  const sent: Sent[] = [];
  const ask = (where: string, init: RequestInit) => {
    sent.push({ where, init });
    const answer = answers.shift();
    if (!answer) throw new Error(`nobody expected ${where}`);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { client: new Client("a.b.c", ask), sent };
}

const json = (body: unknown, init: ResponseInit = {}) => new Response(JSON.stringify(body), init);
const headersOf = ({ init }: Sent) => init.headers as Record<string, string>;
const command = (state: Command["state"]) => ({ id: "7", kind: "mute", state }) as Command;

async function problemOf(answer: Promise<unknown>): Promise<Problem> {
  const problem: unknown = await answer.catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Problem);
  return problem as Problem;
}

describe("reading", () => {
  test("sends the token in the header, never in the address", async () => {
    const { client, sent } = clientWith(json({ items: [], next: null }));
    await client.conferences();

    expect(headersOf(sent[0]!).Authorization).toBe("Bearer a.b.c");
    expect(sent[0]?.where).toBe("/v1/conferences");
  });

  test("follows the cursor to the last page", async () => {
    const { client, sent } = clientWith(
      json({ items: [{ name: "a" }], next: "c/1" }),
      json({ items: [{ name: "b" }], next: null }),
    );

    expect((await client.conferences()).map(({ name }) => name)).toEqual(["a", "b"]);
    expect(sent[1]?.where).toBe("/v1/conferences?cursor=c%2F1");
  });

  test("an unchanged list is asked for with its ETag and not read again", async () => {
    const { client, sent } = clientWith(
      json({ items: [{ name: "a" }], next: null }, { headers: { ETag: '"1"' } }),
      new Response(null, { status: 304 }),
    );
    await client.conferences();

    expect((await client.conferences()).map(({ name }) => name)).toEqual(["a"]);
    expect(headersOf(sent[1]!)["If-None-Match"]).toBe('"1"');
  });

  test("a conference is always read in full, because its ETag does not move when somebody talks", async () => {
    const { client, sent } = clientWith(
      json({ name: "a" }, { headers: { ETag: '"1"' } }),
      json({ name: "a" }, { headers: { ETag: '"1"' } }),
    );
    await client.conference("a");
    await client.conference("a");

    expect(headersOf(sent[1]!)).not.toHaveProperty("If-None-Match");
  });

  test("a picture that the server does not draw is null, another failure is a problem", async () => {
    const { client } = clientWith(json({}, { status: 404 }), json({}, { status: 500 }));

    expect(await client.picture("a")).toBeNull();
    expect((await problemOf(client.picture("a"))).status).toBe(500);
  });

  test("a hostile name stays one part of the path", async () => {
    const { client, sent } = clientWith(json({}));
    await client.conference("../../a?b#c");

    expect(sent[0]?.where).toBe("/v1/conferences/..%2F..%2Fa%3Fb%23c");
  });
});

describe("failing", () => {
  test("a refusal carries its code, its fields and how long to wait", async () => {
    const body = { code: "invalid_field", detail: "no", errors: [{ field: "layout", problem: "is unknown" }] };
    const { client } = clientWith(json(body, { status: 422, headers: { "Retry-After": "7" } }));
    const problem = await problemOf(client.conference("a"));

    expect([problem.code, problem.words.hint, problem.retryAfterSeconds]).toEqual([
      "invalid_field",
      "layout is unknown",
      7,
    ]);
  });

  test("a proxy's page instead of a problem still is told in words", async () => {
    const { client } = clientWith(new Response("<h1>Bad Gateway</h1>", { status: 502 }));

    expect((await problemOf(client.conference("a"))).words.title).toBe("The server answered 502");
  });

  test("no answer is a problem with status 0", async () => {
    const { client } = clientWith(new TypeError("Failed to fetch"));

    expect((await problemOf(client.conference("a"))).status).toBe(0);
  });
});

describe("changing", () => {
  test("sends what should be, with a key of its own each time", async () => {
    const { client, sent } = clientWith(json(command("queued")), json(command("queued")));
    await client.change("PATCH", "/v1/conferences/a", { locked: true });
    await client.change("DELETE", "/v1/conferences/a/members/m");

    expect(sent[0]?.init.body).toBe('{"locked":true}');
    expect(sent[1]?.init.body).toBeUndefined();
    expect(headersOf(sent[0]!)["Idempotency-Key"]).not.toBe(headersOf(sent[1]!)["Idempotency-Key"]);
  });

  test("a command is followed until it has ended", async () => {
    const { client, sent } = clientWith(json(command("running")), json(command("confirmed")));
    const told: string[] = [];
    await client.follow(command("queued"), ({ state }) => told.push(state));

    expect(told).toEqual(["queued", "running", "confirmed"]);
    expect(sent[0]?.where).toBe("/v1/commands/7?wait=10");
  });

  test("following has an end even where the command has none", async () => {
    let now = 0;
    const ask = () => {
      now += 40_000;
      return Promise.resolve(json(command("running")));
    };
    const told: string[] = [];
    await new Client("a.b.c", ask, () => now).follow(command("queued"), ({ state }) => told.push(state));

    expect(told).toEqual(["queued", "running", "running", "running"]);
  });
});
