/** A page that is closed, or left for another one, leaves the call at once: in Chromium and in Firefox. */

import { describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { skipped as withoutChromium, startChromium } from "../chromium";
import { skipped as withoutFirefox, startFirefox } from "./firefox";
import { Guest } from "../call/guest";

const AT_ONCE = { timeout: 2_000 };

// As a person does it: `beforeunload` is told to the page. A tab that a program closes otherwise is told nothing in Firefox.
const close = (page: Page) => page.close({ runBeforeUnload: true });

describe.each([
  ["Chromium", withoutChromium, startChromium],
  ["Firefox", withoutFirefox || withoutChromium, startFirefox],
])("in %s", (_, skipped, start) => {
  describe.skipIf(skipped)("a page in a call", () => {
    const guest = new Guest(start);

    test.each([
      ["that is closed", close],
      ["that is loaded anew", (page: Page) => page.reload()],
      ["that another page follows", (page: Page) => page.goto("about:blank")],
    ])("%s hangs up", async (_, goes) => {
      await guest.comeIn();
      const { sip, page } = guest.caller;
      const before = sip.requests.length;
      await goes(page);
      await expect.poll(() => guest.caller.sent("BYE"), AT_ONCE).toBe(true);

      // What comes then is the next page, or the answer to a question that a slow end is still asked.
      await expect
        .poll(() => sip.requests.slice(before, before + 2).map(({ method }) => method))
        .toEqual(["REGISTER", "BYE"]);
    });
  });
});
