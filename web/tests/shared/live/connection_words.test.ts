/** An interruption is said once when it is worth saying, and once when it is over. */

import { expect, test } from "vitest";
import type { Status } from "freeswitch-functions-client";
import {
  connectionWords,
  interrupted,
  nextWords,
  SAID_MILLISECONDS,
  SHORT_MILLISECONDS,
} from "../../../shared/live/connection_words";
import type { Interruption } from "../../../shared/live/connection_words";

const AT = Date.parse("2026-11-23T10:00:00Z");
const LIVE: Status = { name: "live" };
const WAITING: Status = { name: "waiting", until: 0 };

/** What is said after these statuses, each so many milliseconds after the beginning. */
function after(...steps: [Status, number][]): Interruption | null {
  return steps.reduce<Interruption | null>((found, [status, at]) => interrupted(found, status, AT + at), null);
}

const title = (found: Interruption | null, at: number) => found && (connectionWords(found, AT + at)?.title ?? null);

test("a short one is not worth a word, neither then nor afterwards", () => {
  const found = after([LIVE, 0], [WAITING, 1000], [{ name: "connecting" }, 1100]);

  expect(title(found, 1200)).toBeNull();
  expect(interrupted(found, LIVE, AT + 1300)).toBeNull();
});

test("a long one is said with the time from which on nothing is known, whatever is tried meanwhile", () => {
  const found = after([WAITING, 0], [{ name: "connecting" }, 5000], [WAITING, 15_000]);

  expect(title(found, 20_000)).toBe("No connection to the server");
  expect(connectionWords(found!, AT + 20_000)).toEqual(connectionWords(found!, AT + 90_000));
  expect(nextWords(found!, AT)).toBe(SHORT_MILLISECONDS);
  expect(nextWords(found!, AT + SHORT_MILLISECONDS)).toBeNull();
});

test("a computer without a network is told apart", () => {
  expect(title(after([LIVE, 0], [{ name: "offline" }, 10]), 5000)).toBe("This computer is offline");
});

test("that it is over is said for a while", () => {
  const found = after([WAITING, 0], [LIVE, 60_000]);

  expect(title(found, 60_000)).toBe("Connected again");
  expect(nextWords(found!, AT + 60_000)).toBe(SAID_MILLISECONDS);
  expect(connectionWords(found!, AT + 60_000 + SAID_MILLISECONDS)).toBeNull();
  expect(interrupted(found, WAITING, AT + 61_000)).toMatchObject({ since: AT + 61_000, until: null });
});

test("a refused token has words of its own", () => {
  expect(after([WAITING, 0], [{ name: "closed" }, 10])).toBeNull();
});
