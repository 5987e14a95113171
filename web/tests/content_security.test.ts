/** The policy of each page allows what the page does and nothing else. */

import { expect, test } from "vitest";
import { asText, callPage, CONSOLE_PAGE } from "../content_security";
import { ON_THIS_MACHINE, serversIn } from "../servers";

test.each([
  ["call", callPage(["wss://sip.example.com:7443"])],
  ["console", CONSOLE_PAGE],
])("the %s page runs no script but its own", (_, policy) => {
  const text = asText(policy);

  expect(text).toContain("default-src 'none'; script-src 'self'");
  expect(text).not.toMatch(/unsafe-|https?:| \*/);
});

test("the caller's page speaks to the servers that were said when it was built, and to nobody else", () => {
  const servers = serversIn("wss://sip.example.com:7443, wss://b.example");

  expect(callPage(servers)["connect-src"]).toBe("wss://sip.example.com:7443 wss://b.example");
});

test("a page that was built without a word calls this machine only", () => {
  expect(serversIn(" ")).toEqual(ON_THIS_MACHINE);
});

test.each([
  ["sip.example.com:7443", "neither wss:// nor ws://"],
  ["https://sip.example.com", "neither wss:// nor ws://"],
  ["wss://", "is not an address"],
  ["ws://sip.example.com", "is not encrypted"],
  ["wss://1000:secret@sip.example.com", "more than a host"],
  ["wss://*.example.com", "a sign that no address has"],
  ["wss://a.example;script-src", "a sign that no address has"],
])("%s cannot be one of them", (written, words) => {
  expect(() => serversIn(`wss://good.example ${written}`)).toThrow(words);
});

test("the operator's page speaks to its own server only", () => {
  expect(CONSOLE_PAGE["connect-src"]).toBe("'self'");
});
