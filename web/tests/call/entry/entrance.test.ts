/** What a link's answer becomes: all that a call needs, or words that somebody can act on. */

import { expect, test, vi } from "vitest";
import { comeIn } from "../../../call/entry/entrance";

const TOLD = {
  user: "entry-1",
  password: "secret",
  domain: "example.com",
  address: "wss://sip.example.com:7443",
  number: "3000",
  ice_servers: [
    { urls: ["stun:turn.example.com"] },
    { urls: ["turn:turn.example.com"], username: "1:entry-1", credential: "c" },
  ],
  token: "t",
  conference: "board",
  name: "Grace",
  role: "participant",
  until: "2026-12-01T00:00:00Z",
  resume: "1.mine",
};

function answering(status: number, body: unknown) {
  return vi.fn<(address: string, init: RequestInit) => Promise<Response>>(() =>
    Promise.resolve(new Response(JSON.stringify(body), { status })),
  );
}

async function refused(status: number, body: unknown) {
  const found = await comeIn({ resume: "1.mine" }, answering(status, body));
  if (!("words" in found)) throw new Error("it was let in");
  return found;
}

test("the code goes to the page's own server", async () => {
  const ask = answering(200, TOLD);
  await comeIn({ code: "AbC", browser: "mine" }, ask);

  expect(ask.mock.calls[0]?.[0]).toBe("/v1/entries/redeem");
});

test("a name from elsewhere is one line", async () => {
  const found = await comeIn({ resume: "1.mine" }, answering(200, { ...TOLD, name: "Edith\u0000 Clarke\n" }));

  expect(found).toMatchObject({ name: "Edith Clarke", conference: "board" });
});

test.each([
  [404, "entry_unknown", "This link does not work", false],
  [410, "entry_used_up", "This link has been used", false],
  [410, "entry_over", "The time of this link is over", false],
  [410, "entry_revoked", "This link was withdrawn", false],
  [429, "rate_limited", "Too many links were tried", true],
  [503, "unavailable", "The server did not answer", true],
  [500, "internal_error", "The server did not answer", true],
])("%i %s is told as: %s", async (status, code, title, again) => {
  const found = await refused(status, { code, detail: "" });

  expect(found.words.title).toContain(title);
  expect(found.again).toBe(again);
});

test("who is too early is told when, in words of here, and may try again", async () => {
  const found = await refused(404, { code: "entry_early", detail: "this link is good from 2026-12-01T09:00:00Z" });

  expect(found.words.title).toBe("It is too early for this link");
  expect(found.words.hint).toContain("2026");
  expect(found.again).toBe(true);
  expect((await refused(404, { code: "entry_early", detail: "" })).words.hint).toBe("Come back later.");
});

test.each([[null], [7], [[]], [{ ...TOLD, password: 7 }], [{ ...TOLD, address: "" }]])(
  "an answer that is none lets nobody in: %j",
  async (body) => {
    expect((await refused(200, body)).words.title).toBe("The server did not answer");
  },
);

test("no answer at all leaves the link as good as it was", async () => {
  const found = await comeIn({ code: "AbC", browser: "mine" }, () => Promise.reject(new TypeError("no network")));

  expect(found).toMatchObject({ again: true, words: { title: "The server did not answer" } });
});
