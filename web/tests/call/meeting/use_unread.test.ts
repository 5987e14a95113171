/** Messages that nobody has looked at. */

import { expect, test } from "vitest";
import type { Message } from "freeswitch-functions-client";
import { unread } from "../../../call/meeting/use_unread";

const message = (id: string, more: Partial<Message> = {}): Message => ({
  ...{ id, sender: "1000", name: null, text: id, at: "2026-11-23T10:00:00Z", deleted_at: null },
  ...more,
});
const four = [message("a"), message("b"), message("c", { sender: "1001" }), message("d", { text: null })];

test("those after the one that was seen last count, but for one's own and for what was deleted", () => {
  expect(unread(four, "a", "1001")).toBe(1);
  expect(unread(four, "b", "1001")).toBe(0);
  expect(unread(four, "b", "1000")).toBe(1);
});

test("all count before any was seen, and where that one is no longer there", () => {
  expect(unread(four, null, "1001")).toBe(2);
  expect(unread(four, "of long ago", "1001")).toBe(2);
});
