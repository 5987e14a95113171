/** What the typed calls send, what they remember, and how they wait for a command's end. */

import { afterEach, describe, expect, test, vi } from "vitest";
import { Api, Problem } from "../src/index.ts";
import type { Command, RequestsOptions } from "../src/index.ts";

interface Sent {
  where: string;
  init: RequestInit;
}

function apiWith(answers: (Response | Error)[], options: Partial<RequestsOptions> = {}): { api: Api; sent: Sent[] } {
  const sent: Sent[] = [];
  const ask = (where: string, init: RequestInit) => {
    sent.push({ where, init });
    const answer = answers.shift();
    if (!answer) throw new Error(`nobody expected ${where}`);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { api: new Api({ token: "a.b.c", fetch: ask, ...options }), sent };
}

const json = (body: unknown, init: ResponseInit = {}) => new Response(JSON.stringify(body), init);
/** Its headers arrive, its body does not. */
const broken = () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError("gone")) }));
const headersOf = ({ init }: Sent) => init.headers as Record<string, string>;
const command = (state: Command["state"]) => ({ id: "7", kind: "mute", state }) as Command;

async function problemOf(answer: Promise<unknown>): Promise<Problem> {
  const problem: unknown = await answer.catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Problem);
  return problem as Problem;
}

afterEach(() => void vi.useRealTimers());

describe("a picture", () => {
  test("that is shown is followed by its command", async () => {
    const { api, sent } = apiWith([json({ command: "/v1/commands/7" }), json(command("running"))]);

    expect(await api.show("POST", "/v1/conferences/a/cues/next")).toMatchObject({ id: "7", state: "running" });
    expect(sent.map(({ where }) => where)).toEqual(["/v1/conferences/a/cues/next", "/v1/commands/7"]);
  });

  test("that is only kept has no command", async () => {
    const { api } = apiWith([json({ command: null })]);

    expect(await api.show("POST", "/v1/conferences/a/scenes/b/show")).toBeNull();
  });

  test("that is saved is asked for again under its key where no answer came", async () => {
    vi.useFakeTimers();
    const { api, sent } = apiWith([new TypeError("gone"), new Response(null, { status: 204 })]);
    const saved = api.write("DELETE", "/v1/conferences/a/scenes/b", undefined, { ifMatch: 3 });
    await vi.runAllTimersAsync();

    expect(await saved).toBeNull();
    expect(headersOf(sent[0]!)).toEqual(headersOf(sent[1]!));
    expect(headersOf(sent[0]!)["If-Match"]).toBe('"3"');
  });
});

describe("what was done, and the answer was lost", () => {
  const gone = () => new TypeError("gone");
  const refusal = (status: number) => json({ code: "some_code", status }, { status });
  const end = async (answers: (Response | Error)[]) => {
    vi.useFakeTimers();
    const { api, sent } = apiWith(answers);
    const problem = problemOf(api.write("PUT", "/v1/conferences/a/scenes/b", {}, { ifMatch: 3 }));
    await vi.runAllTimersAsync();
    return { problem: await problem, sent };
  };

  test.each([401, 403, 404, 410, 412, 429])(
    "is not refused because of a later %i, and nobody knows",
    async (status) => {
      const { problem, sent } = await end([gone(), refusal(status), refusal(status)]);

      expect([problem.status, sent.length]).toEqual([0, 3]);
    },
  );

  test("is refused where it would have been the first time, too", async () => {
    const { problem, sent } = await end([gone(), refusal(422)]);

    expect([problem.status, sent.length]).toEqual([422, 2]);
  });

  test("is asked for again under its key where the body broke off, too", async () => {
    vi.useFakeTimers();
    const { api, sent } = apiWith([broken(), json(command("queued"))]);
    const answer = api.command("POST", "/v1/conferences/a/recordings");
    await vi.runAllTimersAsync();

    expect((await answer).id).toBe("7");
    expect(new Set(sent.map((one) => headersOf(one)["Idempotency-Key"])).size).toBe(1);
  });

  test("a picture is set, though how its command stands cannot be read", async () => {
    const { api } = apiWith([json({ command: "/v1/commands/7" }), refusal(429)]);

    expect((await problemOf(api.show("POST", "/v1/conferences/a/cues/next"))).status).toBe(0);
  });
});

describe("reading", () => {
  test("sends the token in the header, never in the address", async () => {
    const { api, sent } = apiWith([json({ items: [], next: null })], { url: "https://api.example.com/" });
    await api.conferences();

    expect(headersOf(sent[0]!).Authorization).toBe("Bearer a.b.c");
    expect(sent[0]?.where).toBe("https://api.example.com/v1/conferences");
  });

  test("follows the cursor to the last page", async () => {
    const pages = [json({ items: [{ name: "a" }], next: "c/1" }), json({ items: [{ name: "b" }], next: null })];
    const { api, sent } = apiWith(pages);

    expect((await api.conferences()).map(({ name }) => name)).toEqual(["a", "b"]);
    expect(sent[1]?.where).toBe("/v1/conferences?cursor=c%2F1");
  });

  test("an unchanged list is asked for with its ETag and not read again", async () => {
    const first = json({ items: [{ name: "a" }], next: null }, { headers: { ETag: '"1"' } });
    const { api, sent } = apiWith([first, new Response(null, { status: 304 })]);
    await api.conferences();

    expect((await api.conferences()).map(({ name }) => name)).toEqual(["a"]);
    expect(headersOf(sent[1]!)["If-None-Match"]).toBe('"1"');
  });

  test("a conference is always read in full, because its ETag does not move when somebody talks", async () => {
    const answers = [1, 2].map(() => json({ name: "a" }, { headers: { ETag: '"1"' } }));
    const { api, sent } = apiWith(answers);
    await api.conference("a");
    await api.conference("a");

    expect(headersOf(sent[1]!)).not.toHaveProperty("If-None-Match");
  });

  test("a picture that the server does not draw is null, another failure is a problem", async () => {
    const { api } = apiWith([json({}, { status: 404 }), json({}, { status: 500 })]);

    expect(await api.picture("a")).toBeNull();
    expect((await problemOf(api.picture("a"))).status).toBe(500);
  });

  test("a hostile name stays one part of the path", async () => {
    const { api, sent } = apiWith([json({}), json({})]);
    await api.conference("../../a?b#c");
    await api.get("/v1/layouts/{layout}", { path: { layout: "../x" }, query: { "a&b": "c=d" } });

    expect(sent.map(({ where }) => where)).toEqual([
      "/v1/conferences/..%2F..%2Fa%3Fb%23c",
      "/v1/layouts/..%2Fx?a%26b=c%3Dd",
    ]);
  });
});

describe("failing", () => {
  test("a refusal carries its code, its fields and how long to wait", async () => {
    const body = { code: "invalid_field", detail: "no", errors: [{ field: "layout", problem: "is unknown" }] };
    const { api } = apiWith([json(body, { status: 422, headers: { "Retry-After": "7" } })]);
    const problem = await problemOf(api.conference("a"));

    expect([problem.code, problem.body.errors, problem.retryAfterSeconds]).toEqual(["invalid_field", body.errors, 7]);
  });

  test("a proxy's page instead of a problem is a problem all the same", async () => {
    const { api } = apiWith([new Response("<h1>Bad Gateway</h1>", { status: 502 })]);

    expect(await problemOf(api.conference("a"))).toMatchObject({ status: 502, code: "", body: {} });
  });

  test("no answer is a problem with status 0", async () => {
    const { api } = apiWith([new TypeError("Failed to fetch")]);

    expect((await problemOf(api.conference("a"))).status).toBe(0);
  });

  test("a body that breaks off is no answer", async () => {
    const { api } = apiWith([broken(), broken()]);

    expect((await problemOf(api.conference("a"))).status).toBe(0);
    expect((await problemOf(api.file("/f"))).status).toBe(0);
  });

  test("an answer that does not come ends after ten seconds", async () => {
    const timeout = vi.spyOn(AbortSignal, "timeout");
    const { api } = apiWith([json({})]);
    await api.conference("a");

    expect(timeout).toHaveBeenCalledWith(10_000);
  });
});

describe("a token that is refused", () => {
  const refused = () => json({ code: "invalid_token" }, { status: 401 });

  test("is asked for anew, once for all that were refused, and what was wanted is sent again", async () => {
    const renew = vi.fn(() => Promise.resolve("d.e.f"));
    const { api, sent } = apiWith([refused(), refused(), json({ name: "a" }), json({ name: "b" })], { renew });

    expect(await Promise.all([api.conference("a"), api.conference("b")])).toEqual([{ name: "a" }, { name: "b" }]);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(sent.map((one) => headersOf(one).Authorization)).toEqual([
      ...["Bearer a.b.c", "Bearer a.b.c"],
      ...["Bearer d.e.f", "Bearer d.e.f"],
    ]);
  });

  test("where there is no other is a problem, and so is another one that is refused", async () => {
    const none = apiWith([refused()], { renew: () => Promise.resolve(null) });
    const other = apiWith([refused(), refused()], { renew: () => Promise.resolve("d.e.f") });

    expect((await problemOf(none.api.conference("a"))).status).toBe(401);
    expect((await problemOf(other.api.conference("a"))).status).toBe(401);
  });
});

describe("changing", () => {
  test("sends what should be, with a key of its own each time", async () => {
    const { api, sent } = apiWith([json(command("queued")), json(command("queued"))]);
    const path = { conference: "a", member: "m" };
    await api.change("patch", "/v1/conferences/{conference}", { path, body: { locked: true } });
    await api.change("delete", "/v1/conferences/{conference}/members/{member}", { path, query: { hangup: "true" } });

    expect(sent.map(({ where, init }) => [init.method, where, init.body])).toEqual([
      ["PATCH", "/v1/conferences/a", '{"locked":true}'],
      ["DELETE", "/v1/conferences/a/members/m?hangup=true", undefined],
    ]);
    expect(headersOf(sent[0]!)["Idempotency-Key"]).not.toBe(headersOf(sent[1]!)["Idempotency-Key"]);
  });

  test("names the revision that was seen, and a key of the caller's own", async () => {
    const { api, sent } = apiWith([json(command("queued"))]);
    await api.command("PATCH", "/v1/conferences/a", { locked: true }, { ifMatch: 17, idempotencyKey: "k" });

    expect(headersOf(sent[0]!)).toMatchObject({ "If-Match": '"17"', "Idempotency-Key": "k" });
  });

  test("a command is followed until it has ended", async () => {
    const { api, sent } = apiWith([json(command("running")), json(command("confirmed"))]);
    const told: string[] = [];
    await api.follow(command("queued"), ({ state }) => told.push(state));

    expect(told).toEqual(["queued", "running", "confirmed"]);
    expect(sent[0]?.where).toBe("/v1/commands/7?wait=10");
  });

  test("an answer that was lost is asked for again under the same key", async () => {
    vi.useFakeTimers();
    const { api, sent } = apiWith([new TypeError("network"), json({}, { status: 502 }), json(command("confirmed"))]);
    const answer = api.command("POST", "/v1/conferences/a/recordings");
    await vi.advanceTimersByTimeAsync(10_000);

    expect((await answer).state).toBe("confirmed");
    expect(new Set(sent.map((one) => headersOf(one)["Idempotency-Key"])).size).toBe(1);
    expect(sent.length).toBe(3);
  });

  test("what the API itself refuses is asked once", async () => {
    const { api, sent } = apiWith([json({ code: "switch_down", status: 503 }, { status: 503 })]);

    expect((await problemOf(api.command("PATCH", "/v1/conferences/a"))).code).toBe("switch_down");
    expect(sent.length).toBe(1);
  });

  test("a command is followed over a lost answer", async () => {
    vi.useFakeTimers();
    const { api } = apiWith([new TypeError("network"), json(command("confirmed"))]);
    const end = api.outcome(command("queued"));
    await vi.advanceTimersByTimeAsync(5_000);

    expect((await end).state).toBe("confirmed");
  });

  test("a command is followed over a body that breaks off, and where it is asked for too often", async () => {
    vi.useFakeTimers();
    const often = json({ title: "too often" }, { status: 429, headers: { "Retry-After": "20" } });
    const { api, sent } = apiWith([broken(), often, json(command("confirmed"))]);
    const end = api.outcome(command("queued"));
    await vi.advanceTimersByTimeAsync(19_000);
    expect(sent.length).toBe(2);
    await vi.advanceTimersByTimeAsync(3_000);

    expect((await end).state).toBe("confirmed");
  });

  test("whoever is to ask later than it is followed follows it no longer", async () => {
    vi.useFakeTimers();
    const { api } = apiWith([json({}, { status: 429, headers: { "Retry-After": "3600" } })]);
    const end = api.outcome(command("queued"));
    await vi.advanceTimersByTimeAsync(90_000);

    expect((await end).state).toBe("queued");
  });

  test("following has an end even where the command has none", async () => {
    vi.useFakeTimers();
    const { api } = apiWith([], {
      fetch: () => {
        vi.setSystemTime(Date.now() + 40_000);
        return Promise.resolve(json(command("running")));
      },
    });

    expect((await api.outcome(command("queued"))).state).toBe("running");
  });
});
