/** The next visit starts with what was typed, never with a password. */

import { expect, test } from "vitest";
import { firstWish, foreignServer, remember } from "../../../call/joining/remembered";

const SERVERS = ["wss://a.example", "ws://127.0.0.1:5066", "wss://sip.example.com:7443"];

function storage(content: Record<string, string> = {}): Storage {
  return {
    getItem: (key: string) => content[key] ?? null,
    setItem: (key: string, value: string) => {
      content[key] = value;
    },
  } as Storage;
}

test("address, user and number are kept, the password is not", () => {
  const content: Record<string, string> = {};
  remember(storage(content), { address: "wss://a.example", user: "1000", password: "secret", number: "999" });

  expect(firstWish(storage(content), "", "b.example", SERVERS)).toEqual({
    address: "wss://a.example",
    user: "1000",
    password: "",
    number: "999",
  });
  expect(JSON.stringify(content)).not.toContain("secret");
});

test("a link wins over what was kept, and cannot bring a password", () => {
  const kept = storage({ caller: '{"number":"1","user":"1000"}' });

  expect(firstWish(kept, "#number=999&password=secret", "b.example", SERVERS)).toMatchObject({
    number: "999",
    user: "1000",
    password: "",
  });
});

test("what a link brings is one line without marks that turn it around", () => {
  expect(firstWish(storage(), "#number=%E2%80%AE999%0A&user=10%E2%80%8B00", "b.example", SERVERS)).toMatchObject({
    number: "999",
    user: "1000",
  });
});

test.each([
  ["127.0.0.1", "ws://127.0.0.1:5066"],
  ["sip.example.com", "wss://sip.example.com:7443"],
])("on %s the usual address is %s", (host, address) => {
  expect(firstWish(storage(), "", host, SERVERS).address).toBe(address);
});

test.each([
  ["a link", "#address=wss://elsewhere.example", {}],
  ["what was kept", "", { caller: '{"address":"wss://elsewhere.example"}' }],
])("%s cannot bring another server", (_, fragment, kept) => {
  expect(firstWish(storage(kept), fragment, "sip.example.com", SERVERS).address).toBe("wss://sip.example.com:7443");
});

test("a link may choose one of the page's servers", () => {
  expect(firstWish(storage(), "#address=wss://A.example/", "sip.example.com", SERVERS).address).toBe("wss://a.example");
  expect(foreignServer("#address=wss://A.example/", SERVERS)).toBeNull();
});

test("what a link names and the page does not call is told", () => {
  expect(foreignServer("#number=1&address=ws://elsewhere.example", SERVERS)).toBe("ws://elsewhere.example");
  expect(foreignServer("#number=1", SERVERS)).toBeNull();
});

test.each(["not json", "null", "7"])("what else lies in the storage (%s) is ignored", (text) => {
  expect(firstWish(storage({ caller: text }), "", "", SERVERS).number).toBe("");
});

test("a closed storage keeps nobody from calling", () => {
  const closed = {
    getItem: () => {
      throw new DOMException("closed", "SecurityError");
    },
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  } as unknown as Storage;
  remember(closed, { address: "", user: "1", password: "", number: "" });

  expect(firstWish(closed, "", "", SERVERS).user).toBe("");
});
