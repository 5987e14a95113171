/** The policy of each page allows what the page does and nothing else. */

import { expect, test } from "vitest";
import { asText, CALL_PAGE, CONSOLE_PAGE } from "../content_security";

test.each([
  ["call", CALL_PAGE],
  ["console", CONSOLE_PAGE],
])("the %s page runs no script but its own", (_, policy) => {
  const text = asText(policy);

  expect(text).toContain("default-src 'none'; script-src 'self'");
  expect(text).not.toMatch(/unsafe-|https?:| \*/);
});

test("the caller's page speaks to SIP servers only over TLS, or to this machine", () => {
  expect(CALL_PAGE["connect-src"]).toBe("wss: ws://127.0.0.1:* ws://localhost:*");
});

test("the operator's page speaks to its own server only", () => {
  expect(CONSOLE_PAGE["connect-src"]).toBe("'self'");
});
