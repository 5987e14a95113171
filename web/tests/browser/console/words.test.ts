/** The operator's page in German: chosen by the browser, changed by a click, and remembered. */

import { describe, expect, test } from "vitest";
import { findings } from "../accessibility";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

const ENGLISH = /\b(Mute|Recordings?|Messages|Raised|What happened|People|place|Start|Stop|Sign out|Nobody|since)\b/;

describe.skipIf(skipped)("the operator's page in German", () => {
  let operator: Operator;
  inChromium(
    (started) => Operator.open(started, { locale: "de-DE", bypassCSP: true, viewport: { width: 1280, height: 720 } }),
    (opened) => (operator = opened),
    () => operator,
  );

  test("all of it is German for a German browser, and English for who wants that", async () => {
    await operator.signIn();
    const { page } = operator;
    await page.getByRole("button", { name: "Grace Hopper stumm schalten" }).click();
    await page.getByRole("log").getByText("getan und gesehen").waitFor();
    await page.getByRole("button", { name: "Mehr zu Grace Hopper" }).click();
    await screenshot(page, "console-german");

    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe("de");
    expect(ENGLISH.exec(await page.locator("body").innerText())?.[0]).toBe(undefined);
    expect(await findings(page)).toEqual([]);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Messages" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Messages" }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe("en");
  });
});
