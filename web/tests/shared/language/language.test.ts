/** Which language a page begins with. */

import { expect, test } from "vitest";
import { firstLanguage } from "../../../shared/language/language";

test.each([
  [null, ["de-AT", "en"], "de"],
  [null, ["fr", "DE"], "de"],
  [null, ["fr-CA", "it"], "en"],
  [null, [], "en"],
  ["de", ["en-GB"], "de"],
  ["fr", ["en-GB"], "en"],
  // A name that every object has is no language.
  ["constructor", ["toString", "de"], "de"],
] as const)("chosen %s, the browser asks for %j: %s", (chosen, wanted, language) => {
  expect(firstLanguage(chosen, wanted)).toBe(language);
});
