/** What a caller typed becomes SIP addresses, or a sentence at the field. */

import { describe, expect, test } from "vitest";
import { sipWish } from "../../../call/phone/wish";
import type { Field, Wish } from "../../../call/phone/wish";

const SERVERS = ["wss://sip.example.com:7443", "ws://127.0.0.1:5066", "ws://localhost:5066/ws"];
const GOOD: Wish = { address: "wss://sip.example.com:7443", user: "1000", password: "secret", number: "999" };

function problemWith(field: Field, value: string): string | undefined {
  const checked = sipWish({ ...GOOD, [field]: value }, SERVERS);
  return "problems" in checked ? checked.problems[field] : undefined;
}

describe("a good wish", () => {
  test("gives the user the server's own domain", () => {
    expect(sipWish(GOOD, SERVERS)).toEqual({
      sip: {
        address: "wss://sip.example.com:7443/",
        uri: "sip:1000@sip.example.com",
        authorizationUser: "1000",
        password: "secret",
        target: "sip:999@sip.example.com",
      },
    });
  });

  test("keeps the domain that the user names", () => {
    expect(sipWish({ ...GOOD, user: " 1000@example.com " }, SERVERS)).toMatchObject({
      sip: { uri: "sip:1000@example.com", authorizationUser: "1000", target: "sip:999@example.com" },
    });
  });

  test("escapes what SIP addresses reserve", () => {
    expect(sipWish({ ...GOOD, number: "*99#" }, SERVERS)).toMatchObject({
      sip: { target: "sip:*99%23@sip.example.com" },
    });
  });

  test.each([
    ["wss://SIP.example.com:7443/", "wss://sip.example.com:7443/"],
    ["ws://127.0.0.1:5066", "ws://127.0.0.1:5066/"],
    ["ws://localhost:5066/ws", "ws://localhost:5066/ws"],
  ])("takes the address %s", (address, url) => {
    expect(sipWish({ ...GOOD, address }, SERVERS)).toMatchObject({ sip: { address: url } });
  });
});

describe("a mistake is told at its field", () => {
  test.each([
    ["address", "", "does not call nowhere"],
    ["address", "wss://", "does not call wss://"],
    ["address", "wss://elsewhere.example:7443", "does not call wss://elsewhere.example:7443"],
    ["address", "wss://sip.example.com:7443@elsewhere.example", "does not call"],
    ["address", "wss://sip.example.com.elsewhere.example:7443", "does not call"],
    ["address", "wss://sip.example.com:7444", "does not call"],
    ["address", "ws://sip.example.com:7443", "does not call"],
    ["address", "wss://1000:secret@sip.example.com:7443", "does not call"],
    ["user", "", "Give your user"],
    ["user", "1000@a@b", "A user looks like"],
    ["user", "10 00", "A user looks like"],
    ["user", "1000@ex ample", "A user looks like"],
    ["password", "", "Give your password"],
    ["number", "", "Give the number"],
    ["number", "999\r\nX: y", "Give the number"],
    ["number", "999@elsewhere.example", "Give the number"],
    ["number", "9".repeat(65), "Give the number"],
  ] as [Field, string, string][])("%s %j", (field, value, words) => {
    expect(problemWith(field, value)).toContain(words);
  });

  test("all mistakes are told at once", () => {
    const checked = sipWish({ address: "", user: "", password: "", number: "" }, SERVERS);

    expect("problems" in checked && Object.keys(checked.problems)).toEqual(["address", "user", "password", "number"]);
  });
});
