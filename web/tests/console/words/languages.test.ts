/** Every word of the operator's page is in a file of words, where German has what English has, or it does not compile. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const CONSOLE = join(import.meta.dirname, "../../../console");

const pages = (): string[] =>
  readdirSync(CONSOLE, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tsx"));

/** Text between tags, and what is read aloud or shown where the mouse rests. */
function written(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, "");
  const between = [...code.matchAll(/[^=]>\s*([^<>{}();=]*[A-Za-z]{3,}[^<>{}();=]*)\s*<(?!.*=>)/g)];
  const named = [...code.matchAll(/\b(?:aria-label|title|placeholder|alt|label|words)="([^"]+)"/g)];
  // An address is the same in every language.
  return [...between, ...named].map(([, text]) => text!.trim()).filter((text) => !text.includes("://"));
}

test("such words are found", () => {
  expect(written('<p class="x">\n  Kick them\n</p>')).toEqual(["Kick them"]);
  expect(written('<nav aria-label="Elsewhere">{say.title}</nav>')).toEqual(["Elsewhere"]);
  expect(written("<p>{say.title}</p>")).toEqual([]);
});

test.each(pages())("%s says nothing in one language only", (name) => {
  expect(written(readFileSync(join(CONSOLE, name), "utf8"))).toEqual([]);
});
