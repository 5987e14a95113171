/** What a browser is known by to a link. */

import { expect, test } from "vitest";
import { secretFor } from "../../src/entry/browser_secret.ts";

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  } as Storage;
}

const CLOSED = {
  getItem: () => {
    throw new DOMException("closed");
  },
} as unknown as Storage;

test("it is the same for the same link, and another for another link and in another browser", async () => {
  const mine = storage();
  const [first, again, other] = [await secretFor("A", mine), await secretFor("A", mine), await secretFor("B", mine)];

  expect(again).toBe(first);
  expect(new Set([first, other, await secretFor("A", storage())]).size).toBe(3);
});

test("the server takes it, and it says nothing of the code", async () => {
  const secret = await secretFor("the-code", storage());

  expect(secret).toMatch(/^[0-9A-Za-z_-]{22,128}$/);
  expect(secret).not.toContain("the-code");
});

test("where storage is closed it is made anew, and the link works all the same", async () => {
  expect(await secretFor("A", CLOSED)).not.toBe(await secretFor("A", CLOSED));
});
