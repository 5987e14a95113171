/** A still on its way: waited for, given up, shown or only linked. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "freeswitch-functions-client";
import type { Watched } from "freeswitch-functions-client";
import type { Still } from "../../../../console/api/shapes";
import { isShown, stored, troubleWith } from "../../../../console/picture/seen/stills";

const still = (more: Partial<Still> = {}) => ({ id: "7", state: "ready", reason: null, bytes: 9, ...more }) as Still;
const watched = (type: string, id: string, anew = false) =>
  ({ events: type ? [{ type, data: { id } }] : [], anew }) as unknown as Watched;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A still that is in these states, one after the other, whenever somebody looks. */
function waiting(...states: (Still["state"] | Problem)[]) {
  let looks = 0;
  const listeners = new Set<(watched: Watched) => void>();
  const client = {
    still: () => {
      const state = states[Math.min(looks++, states.length - 1)];
      return state instanceof Problem ? Promise.reject(state) : Promise.resolve(still(state ? { state } : {}));
    },
  };
  const live = {
    watch: (_: string, tell: (watched: Watched) => void) => {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
  };
  return {
    found: stored(client, live, "room", "7"),
    tell: (what: Watched) => listeners.forEach((tell) => tell(what)),
    looks: () => looks,
    listeners,
  };
}

test.each(["ready", "failed"] as const)("that it is %s is told, and it is not asked for before", async (state) => {
  const { found, tell, looks, listeners } = waiting("processing", state);
  await vi.advanceTimersByTimeAsync(5_000);
  tell(watched("still.ready", "another"));
  tell(watched("member.joined", "7"));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(looks()).toBe(1);
  tell(watched(`still.${state}`, "7"));

  expect((await found)?.state).toBe(state);
  expect([looks(), listeners.size]).toEqual([2, 0]);
});

test("one that is stored already is not waited for, and after a snapshot it is looked once more", async () => {
  const { found: at, listeners } = waiting("ready");
  expect([(await at)?.state, listeners.size]).toEqual(["ready", 0]);
  const { found, tell } = waiting("processing", "ready");
  tell(watched("", "", true));

  expect((await found)?.state).toBe("ready");
});

test("the waiting has an end", async () => {
  const { found, looks, listeners } = waiting("processing");
  await vi.advanceTimersByTimeAsync(20_000);

  expect(await found).toBeNull();
  expect([looks(), listeners.size]).toEqual([1, 0]);
  expect(troubleWith(await found)).toContain("not stored yet");
});

test("a problem ends it", async () => {
  const { found, listeners } = waiting(new Problem(404));

  await expect(found).rejects.toBeInstanceOf(Problem);
  expect(listeners.size).toBe(0);
});

test("a lost one says why", () => {
  expect(troubleWith(still({ state: "failed", reason: "no_file" }))).toContain("FreeSWITCH wrote no file");
  expect(troubleWith(still())).toBe("");
});

test("what the API would only point to is not fetched", () => {
  expect([isShown(still({ bytes: 4_000_000 })), isShown(still({ bytes: 4_000_001 }))]).toEqual([true, false]);
});
