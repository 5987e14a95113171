/** A link redeemed: what is asked, and what a call is made of. */

import { expect, test, vi } from "vitest";
import { codeIn, codePasted, iceOf, redeem, sipOf } from "../../src/entry/entrance.ts";
import { Problem } from "../../src/problem.ts";
import { ENTRANCE } from "./told.ts";

function answering(status: number, body: unknown) {
  return vi.fn<(address: string, init: RequestInit) => Promise<Response>>(() =>
    Promise.resolve(new Response(typeof body === "string" ? body : JSON.stringify(body), { status })),
  );
}

async function problem(status: number, body: unknown): Promise<Problem> {
  const failed: unknown = await redeem({ resume: "1.mine" }, { fetch: answering(status, body) }).catch(
    (error: unknown) => error,
  );
  if (!(failed instanceof Problem)) throw new Error("somebody came in");
  return failed;
}

test.each([
  ["#entry=AbC", "AbC"],
  ["#number=999", null],
  ["", null],
  ["#entry=", ""],
])("the link %s has the code %s", (fragment, code) => {
  expect(codeIn(fragment)).toBe(code);
});

test.each([
  ["https://meet.example.com/call/#entry=AbCdEfGhIjKlMnOpQrStUv", "AbCdEfGhIjKlMnOpQrStUv"],
  [" #entry=AbCdEfGhIjKlMnOpQrStUv\n", "AbCdEfGhIjKlMnOpQrStUv"],
  ["https://meet.example.com/", null],
  ["#entry=short", null],
])("of what was pasted (%s) the code counts: %s", (text, code) => {
  expect(codePasted(text)).toBe(code);
});

test("the code goes in the body of a request without cookies, to the API that the page names", async () => {
  const ask = answering(200, ENTRANCE);
  await redeem({ code: "AbC", browser: "mine" }, { url: "https://api.example.com/", fetch: ask });
  const [address, wish] = ask.mock.calls[0] ?? [];

  expect(address).toBe("https://api.example.com/v1/entries/redeem");
  expect([wish?.method, wish?.credentials, wish?.body]).toEqual(["POST", "omit", '{"code":"AbC","browser":"mine"}']);
});

test("an answer has all that a call needs, with its servers as the browser takes them", async () => {
  const { ice_servers, until, role, ...rest } = ENTRANCE;
  const found = await redeem({ resume: "1.mine" }, { fetch: answering(200, ENTRANCE) });

  expect(found).toEqual({ ...rest, iceServers: ice_servers });
  expect([until, role]).not.toContain(undefined);
});

test.each([
  [410, "entry_used_up"],
  [404, "entry_unknown"],
  [429, "rate_limited"],
])("%i %s is a problem with its code", async (status, code) => {
  expect(await problem(status, { code, detail: "" })).toMatchObject({ status, code });
});

test.each([["null"], ["7"], ["[]"], ["<html>"], [{ ...ENTRANCE, password: 7 }], [{ ...ENTRANCE, address: "nowhere" }]])(
  "an answer that is none lets nobody in: %j",
  async (body) => expect((await problem(200, body)).status).toBe(200),
);

test("no answer at all has status 0", async () => {
  const asked = redeem({ code: "AbC", browser: "mine" }, { fetch: () => Promise.reject(new TypeError("no network")) });

  await expect(asked).rejects.toMatchObject({ status: 0 });
});

test("ICE servers that are none are left out, and nobody is stopped by them", async () => {
  const ice_servers = [null, { urls: "stun:one" }, { urls: ["turn:one", 7], username: "u" }, { urls: ["stun:two"] }];
  const { iceServers } = await redeem({ resume: "r" }, { fetch: answering(200, { ...ENTRANCE, ice_servers }) });

  expect(iceServers).toEqual([{ urls: ["turn:one"], username: "u", credential: "" }, { urls: ["stun:two"] }]);
});

test("whom to call is of the entrance, and no server but the page's own is called", async () => {
  const entrance = await redeem({ resume: "r" }, { fetch: answering(200, ENTRANCE) });
  const wish = sipOf(entrance, ["wss://sip.example.com:7443/"]);

  expect(wish).toEqual({
    address: "wss://sip.example.com:7443/",
    uri: "sip:entry-1@example.com",
    authorizationUser: "entry-1",
    password: "secret",
    target: "sip:3000@example.com",
  });
  expect(sipOf(entrance)).toEqual(wish);
  expect(() => sipOf(entrance, ["wss://other.example.com"])).toThrow("does not call wss://sip.example.com:7443");
});

test("other servers are asked for with what this browser was given, which uses nothing up", async () => {
  const later = [{ urls: ["turn:turn.example.com"], username: "4102448400:entry-1", credential: "d" }];
  const ask = answering(200, { ...ENTRANCE, ice_servers: later });
  const { iceServers, askIceServers } = iceOf(
    { iceServers: [{ urls: ["stun:one"] }], resume: "1.mine" },
    { url: "https://api.example.com", fetch: ask },
  );

  expect(iceServers).toEqual([{ urls: ["stun:one"] }]);
  expect(await askIceServers?.()).toEqual(later);
  expect(ask.mock.calls.map(([address, { body }]) => [address, body])).toEqual([
    ["https://api.example.com/v1/entries/redeem", JSON.stringify({ resume: "1.mine" })],
  ]);
});
