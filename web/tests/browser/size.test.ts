/** How much the pages weigh on the line, compressed; SIP is the caller's page alone. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const MOST_BYTES = 120_000;
/** A guest on a telephone waits for all of it: a second at one Mbit/s. */
const MOST_BYTES_OF_CALL = 150_000;

/** SIP, which the operator's page loads for who watches the picture itself. */
const SIP = /^sip-/;

function compressed(folder: string, but = /^$/): number {
  const files = readdirSync(folder).filter((name) => /\.(js|css)$/.test(name) && !but.test(name));
  return files.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
}

test("the operator's page is small", () => {
  const assets = join(DIST, "assets");
  const bytes = compressed(assets, SIP);

  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(MOST_BYTES);
  expect(readdirSync(assets).filter((name) => name.startsWith("sip-"))).toHaveLength(1);
});

test("the caller's page is small, with SIP and both languages", () => {
  const bytes = compressed(join(DIST, "call/assets"));

  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES_OF_CALL);
});
