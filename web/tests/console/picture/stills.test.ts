/** A still on its way: waited for, given up, shown or only linked. */

import { expect, test } from "vitest";
import { Client } from "../../../console/api/client";
import type { Still } from "../../../console/api/shapes";
import { isShown, stored, troubleWith } from "../../../console/picture/stills";

const still = (more: Partial<Still> = {}) => ({ id: "7", state: "ready", reason: null, bytes: 9, ...more }) as Still;

async function waiting(...states: Still["state"][]) {
  let pauses = 0;
  const client = new Client("a.b.c", () => {
    const state = states.length > 1 ? states.shift() : states[0];
    return Promise.resolve(new Response(JSON.stringify(still(state ? { state } : {}))));
  });
  const found = await stored(client, "room", "7", () => Promise.resolve(void (pauses += 1)));
  return { found, pauses };
}

test("it is asked for until it is stored", async () => {
  const { found, pauses } = await waiting("processing", "processing", "ready");

  expect([found?.state, pauses]).toEqual(["ready", 2]);
});

test("the waiting has an end", async () => {
  const { found, pauses } = await waiting("processing");

  expect(found).toBeNull();
  expect(pauses).toBeLessThan(100);
  expect(troubleWith(found)).toContain("not stored yet");
});

test("a lost one says why", () => {
  expect(troubleWith(still({ state: "failed", reason: "no_file" }))).toContain("FreeSWITCH wrote no file");
  expect(troubleWith(still())).toBe("");
});

test("what the API would only point to is not fetched", () => {
  expect([isShown(still({ bytes: 4_000_000 })), isShown(still({ bytes: 4_000_001 }))]).toEqual([true, false]);
});
