/** The policy of each page allows what the page does and nothing else. */

import { expect, test } from "vitest";
import { asText, callPage, consolePage } from "../content_security";
import { liveServersIn, ON_THIS_MACHINE, serversIn } from "../servers";

test.each([
  ["call", callPage(["wss://sip.example.com:7443"], ["wss://live.example.com/live"])],
  ["console", consolePage(["wss://sip.example.com:7443"], ["wss://live.example.com/live"])],
])("the %s page runs no script but its own", (_, policy) => {
  const text = asText(policy);

  expect(text).toContain("default-src 'none'; script-src 'self'");
  expect(text).not.toMatch(/unsafe-|https?:| \*/);
});

/** Written out: what is taken from the code says yes to whatever stands there. */
const CLOSED_TO_ALL_ELSE =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src %s; base-uri 'none'; form-action 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'; connect-src 'self'";

test("text becomes neither script nor markup, and no form, base or plugin leads out of either page", () => {
  const callers = asText(callPage([], []));
  const operators = asText(consolePage([], []));

  expect(callers).toBe(`${CLOSED_TO_ALL_ELSE.replace("%s", "'self'")}; media-src mediastream: blob:`);
  expect(operators).toBe(`${CLOSED_TO_ALL_ELSE.replace("%s", "'self' blob:")}; media-src mediastream: blob:`);
});

test.each([
  ["caller's", callPage],
  ["operator's", consolePage],
])("the %s page speaks to its own and the servers that were said when it was built, and to nobody else", (_, page) => {
  const servers = serversIn("wss://sip.example.com:7443, wss://b.example");

  expect(page(servers, [])["connect-src"]).toBe("'self' wss://sip.example.com:7443 wss://b.example");
  expect(page(servers, ["wss://live.example.com/live"])["connect-src"]).toBe(
    "'self' wss://sip.example.com:7443 wss://b.example wss://live.example.com/live",
  );
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

test("the operator's page speaks to its own server, and to what tells it what happens where that is another", () => {
  expect(consolePage([], liveServersIn(""))["connect-src"]).toBe("'self'");
  expect(consolePage([], liveServersIn("wss://live.example.com/live"))["connect-src"]).toBe(
    "'self' wss://live.example.com/live",
  );
  expect(() => liveServersIn("ws://live.example.com")).toThrow("LIVE_SERVERS: ws://live.example.com is not encrypted");
});
