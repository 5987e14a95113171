/** What a tab keeps of a link, where it may and where it may not. */

import { afterEach, expect, test } from "vitest";
import { secretFor } from "../../src/entry/browser_secret.ts";
import { keepResume, keptResume, storageOf } from "../../src/entry/kept.ts";

const before = Object.getOwnPropertyDescriptor(globalThis, "sessionStorage");

afterEach(() => {
  Reflect.deleteProperty(globalThis, "sessionStorage");
  if (before) Object.defineProperty(globalThis, "sessionStorage", before);
});

function give(get: () => unknown): void {
  Object.defineProperty(globalThis, "sessionStorage", { get, configurable: true });
}

test("what is kept is found again, and forgotten on demand", () => {
  const rows = new Map<string, string>();
  give(() => ({
    getItem: (name: string) => rows.get(name) ?? null,
    setItem: (name: string, value: string) => rows.set(name, value),
    removeItem: (name: string) => rows.delete(name),
  }));

  expect(keepResume(storageOf("sessionStorage"), "1.mine")).toBe(true);
  expect(keptResume(storageOf("sessionStorage"))).toBe("1.mine");
  expect(keepResume(storageOf("sessionStorage"), null)).toBe(true);
  expect(keptResume(storageOf("sessionStorage"))).toBeNull();
});

test("a browser that throws where the storage is asked for keeps nothing, and nobody is stopped by it", async () => {
  give(() => {
    throw new DOMException("not here", "SecurityError");
  });
  const storage = storageOf("sessionStorage");

  expect(keptResume(storage)).toBeNull();
  expect([keepResume(storage, "1.mine"), keepResume(storage, null)]).toEqual([false, false]);
  expect(await secretFor("A", storage)).toMatch(/^[\w-]{22,}$/);
});
