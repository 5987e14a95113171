/** Politeness: how often the server is asked, and when not. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EVERY_MILLISECONDS, pause, Polling } from "../../../console/polling/polling";
import type { Failure } from "../../../console/polling/polling";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function polling(visible = () => true) {
  let failure: Failure | null = null;
  const ask = vi.fn(() => Promise.resolve(failure));
  const poll = new Polling(ask, visible);
  return { ask, poll, fail: (next: Failure | null) => (failure = next) };
}

test("the server is asked at once and then every two seconds", async () => {
  const { ask, poll } = polling();
  await poll.wake();
  await vi.advanceTimersByTimeAsync(5 * EVERY_MILLISECONDS);

  expect(EVERY_MILLISECONDS).toBeGreaterThanOrEqual(2000);
  expect(ask).toHaveBeenCalledTimes(6);
});

test("nobody is asked while the page is hidden, and at once when it is seen again", async () => {
  let visible = false;
  const { ask, poll } = polling(() => visible);
  await poll.wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).not.toHaveBeenCalled();
  visible = true;
  await poll.wake();

  expect(ask).toHaveBeenCalledTimes(1);
});

test("a page hidden in between stops after the look under way", async () => {
  let visible = true;
  const { ask, poll } = polling(() => visible);
  await poll.wake();
  visible = false;
  await vi.advanceTimersByTimeAsync(60_000);

  expect(ask).toHaveBeenCalledTimes(1);
});

test("several wishes to look at once are one look", async () => {
  const { ask, poll } = polling();
  await Promise.all([poll.wake(), poll.wake(), poll.wake()]);

  expect(ask).toHaveBeenCalledTimes(1);
});

test("a failing server is asked less and less often, a mended one as before", async () => {
  const { ask, poll, fail } = polling();
  fail({ retryAfterSeconds: null });
  await poll.wake();
  await vi.advanceTimersByTimeAsync(pause(1, null) - 1);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(ask).toHaveBeenCalledTimes(2);
  fail(null);
  await vi.advanceTimersByTimeAsync(pause(2, null));
  expect(ask).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(EVERY_MILLISECONDS);

  expect(ask).toHaveBeenCalledTimes(4);
});

test("the pause has a limit, and the server may ask for more", () => {
  expect(pause(20, null)).toBe(30_000);
  expect(pause(1, 60)).toBe(60_000);
});

test("a stopped one never asks again", async () => {
  const { ask, poll } = polling();
  await poll.wake();
  poll.stop();
  await poll.wake();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(ask).toHaveBeenCalledTimes(1);
});
