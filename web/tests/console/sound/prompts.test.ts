/** What the page offers to play is in the catalogue, which the API checks names by. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BACKGROUNDS, FOREGROUNDS } from "../../../console/picture/media_names";
import { PROMPTS } from "../../../console/sound/prompts";

const catalogue = readFileSync(join(import.meta.dirname, "../../../../functions/shared/grammars/media.py"), "utf8");

test.each([...PROMPTS, ...BACKGROUNDS, ...FOREGROUNDS])("%s is there", (name) => {
  expect(catalogue).toContain(`"${name}"`);
});
