/** An operator's first minute, in Firefox. */

import { describe, expect, test } from "vitest";
import { TOKEN } from "../../api_stand_in";
import { findings } from "../accessibility";
import { inBrowser } from "../in_browser";
import { Operator } from "../console/operator";
import { screenshot } from "../screenshots";
import { skipped, startFirefox } from "./firefox";

describe.skipIf(skipped)("an operator in Firefox", () => {
  let operator: Operator;
  inBrowser(
    startFirefox,
    (started) => Operator.open(started),
    (opened) => (operator = opened),
    () => operator,
  );

  test("signs in, opens a conference of the list, and mutes somebody, who is seen muted", async () => {
    const { api, page, pages } = operator;
    await page.goto(pages.url);
    await page.getByLabel("API token").fill(TOKEN);
    await operator.button("Show conferences").click();
    await page.locator("nav.conferences").getByRole("button", { name: "internal" }).click();
    await operator.row("Grace Hopper").waitFor();
    const drawn = page.getByRole("img", { name: /Who is where/ });
    await expect.poll(() => drawn.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await operator.button("Mute Grace Hopper").click();
    await operator.button("Unmute Grace Hopper").waitFor();
    await operator.reads("done, and seen");

    await expect.poll(() => api.state.members[1]?.muted).toBe(true);
    expect(await findings(page)).toEqual([]);
    expect([operator.complaints, await page.title()]).toEqual([[], "internal · Conferences"]);
    // What takes the picture brings a style of its own, which the policy refuses.
    await screenshot(page, "firefox-console");
  });

  test("moves somebody by dragging, and sees who comes and goes as it happens", async () => {
    const { api, page } = operator;
    api.state.layout = "2x2-seats";
    api.state.members.forEach((one, index) => (one.slot = `slot-${index + 1}`));
    await operator.signIn();
    await operator.button("Move Ada Lovelace from slot-1").waitFor();
    const places = page.getByRole("list", { name: "Places in the picture" }).getByRole("listitem");
    await places.nth(1).dragTo(places.nth(3));
    await operator.reads("Move Grace Hopper to slot-4");
    api.state.members.splice(0, 1);
    await expect.poll(() => operator.row("Ada Lovelace").count()).toBe(0);

    await expect.poll(() => operator.changes().map(({ body }) => body)).toEqual([{ slot: "slot-4" }]);
    expect(operator.complaints).toEqual([]);
  });
});
