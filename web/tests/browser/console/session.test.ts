/** The operator's session in Chromium: what a reload keeps, what a tab forgets, and that the end is said before. */

import { describe, expect, test } from "vitest";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

describe.skipIf(skipped)("the operator's session", () => {
  let operator: Operator;
  inChromium(
    (started) => Operator.open(started),
    (opened) => (operator = opened),
    () => operator,
  );

  const warning = () => operator.page.getByText("The token ends at");

  test("a reload keeps who it is and which conference; another tab and signing out know neither", async () => {
    await operator.signIn();
    await operator.page.reload();
    await operator.row("Ada Lovelace").waitFor();
    const other = await operator.context.newPage();
    await other.goto(operator.page.url());
    await other.getByLabel("API token").waitFor();
    await operator.button("Sign out").click();
    await operator.page.getByLabel("API token").waitFor();
    await operator.page.reload();

    await operator.page.getByLabel("API token").waitFor();
    await expect.poll(() => operator.page.evaluate(() => sessionStorage.getItem("token"))).toBeNull();
  });

  test("that it ends is said minutes before, and no more once a new link was opened in the same tab", async () => {
    operator.api.ends = inSeconds(290);
    await operator.signIn();
    await warning().waitFor();
    const { url } = operator.pages;
    operator.api.ends = inSeconds(86_400);
    await operator.page.evaluate((address) => location.assign(address), `${url}/#token=${operator.api.token}`);

    await expect.poll(() => warning().count()).toBe(0);
    await operator.row("Ada Lovelace").waitFor();
    expect(operator.page.url()).not.toContain("token");
  });

  test("of one that lives long enough nothing is said until then", async () => {
    await operator.page.clock.install();
    operator.api.ends = inSeconds(3_600);
    await operator.signIn();
    await expect.poll(() => warning().count()).toBe(0);
    await operator.page.clock.fastForward(3_301_000);

    await warning().waitFor();
  });
});
