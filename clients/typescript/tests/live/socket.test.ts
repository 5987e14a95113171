import { afterEach, expect, test, vi } from "vitest";
import { Live } from "../../src/index.ts";

afterEach(() => void vi.unstubAllGlobals());

const api = { ticket: () => Promise.resolve({ url: "ws://here/live" }) };

test("where there is no WebSocket it is said at once what to give, and not tried for ever", () => {
  vi.stubGlobal("WebSocket", undefined);

  expect(() => new Live(api)).toThrow("has no WebSocket (Node has one from 22 on): give Live one as `open`");
  const given = new Live(api, { open: () => ({}) as never });
  expect(given.status.name).toBe("connecting");
  given.close();
});
