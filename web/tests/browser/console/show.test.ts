/** A show: scenes on keys, looked at before they are taken, cues, layouts as drawings, lower thirds, and who else comes in. */

import { describe, expect, test } from "vitest";
import { findings } from "../accessibility";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

describe.skipIf(skipped)("an operator's show", () => {
  let operator: Operator;
  inChromium(
    (started) => Operator.open(started, { viewport: { width: 1280, height: 720 }, bypassCSP: true }),
    (opened) => (operator = opened),
    () => operator,
  );

  const seat = (...slots: (string | null)[]) =>
    operator.api.state.members.forEach((one, index) => (one.slot = slots[index] ?? null));
  const slots = () => operator.api.state.members.map(({ slot }) => slot);
  const who = (user: string) => [{ user }];

  async function withScenes(): Promise<void> {
    const { api } = operator;
    api.state.layout = "2x2-seats";
    seat("slot-1", "slot-2", "slot-3");
    const places = [
      { slot: "slot-1", who: who("1001") },
      { slot: "slot-2", who: who("1000") },
    ];
    api.show.scenes = [
      { name: "opening", revision: 1, stage: { layout: "2x2-seats", places: [{ slot: "slot-4", who: who("1000") }] } },
      { name: "panel", revision: 1, stage: { layout: "2x2-seats", places } },
    ];
    api.show.cues = { scenes: ["opening", "panel"], current: null, revision: 1 };
    await operator.signIn();
    await operator.button("Preview panel").waitFor();
  }

  const preview = () => operator.page.getByRole("region", { name: /^Preview: / });

  test("a key shows a scene before it is on air, and says who would not be seen; the same key takes it", async () => {
    await withScenes();
    await operator.page.keyboard.press("2");
    await preview().getByText("Grace Hopper").waitFor();
    await screenshot(operator.page, "console-preview");

    await expect.poll(() => preview().textContent()).toContain("Not seen in it: <img");
    expect(operator.changes()).toEqual([]);
    await operator.page.keyboard.press("2");
    await operator.reads("Take panel");
    await operator.reads("done, and seen");
    await expect.poll(() => slots()).toEqual(["slot-2", "slot-1", null]);
    await expect.poll(() => operator.button("Preview panel, on air").count()).toBe(1);
  });

  test("Enter takes what is previewed, Escape does not, and while somebody writes a number is a number", async () => {
    await withScenes();
    await operator.page.keyboard.press("1");
    await preview().waitFor();
    await operator.page.keyboard.press("Escape");
    await expect.poll(() => preview().count()).toBe(0);
    await operator.page.getByLabel("Message to everybody").fill("");
    await operator.page.getByLabel("Message to everybody").pressSequentially("12n");
    expect(operator.changes()).toEqual([]);

    await operator.page.getByRole("heading", { name: "People" }).focus();
    await operator.page.keyboard.press("1");
    await preview().waitFor();
    await operator.page.keyboard.press("Enter");
    await operator.reads("Take opening");
    await expect.poll(() => slots()).toEqual(["slot-4", null, null]);
  });

  test("cues go on and back, and what was taken is taken back", async () => {
    await withScenes();
    await operator.page.getByText("Next: opening").waitFor();
    await operator.page.keyboard.press("n");
    await operator.page.getByText("Next: panel").waitFor();
    await operator.button("Next cue").click();
    await operator.page.getByText("The last cue is shown").waitFor();
    await operator.reads("Cue panel");
    await expect.poll(() => slots()).toEqual(["slot-2", "slot-1", null]);
    await operator.page.keyboard.press("b");
    await operator.reads("Back to opening");
    await operator.reads("done, and seen");
    await expect.poll(() => slots()).toEqual(["slot-4", null, null]);
    await operator.button("Undo Back to opening").click();

    await operator.reads("Undo: the picture as before");
    await expect.poll(slots).toEqual(["slot-2", "slot-1", null]);
  });

  test("what is on air becomes a scene, and a cue list is made of scenes", async () => {
    operator.api.state.layout = "2x2-seats";
    seat("slot-3", "slot-1", null);
    await operator.signIn();
    await operator.button("Save as a scene").click();
    await operator.page.getByLabel("Name of the scene").fill("talk show");
    await operator.button("Save").click();
    await operator.button("Preview talk-show, on air").waitFor();

    await expect
      .poll(() => operator.changes()[0]?.body)
      .toEqual({
        stage: {
          layout: "2x2-seats",
          places: [
            { slot: "slot-3", who: who("1000") },
            { slot: "slot-1", who: who("1001") },
          ],
        },
      });
    await operator.button("Cue list").click();
    await operator.page.getByLabel("Add a cue").selectOption("talk-show");
    await operator.page.getByLabel("Add a cue").selectOption("talk-show");
    await operator.button("Take talk-show (2) out of the list").click();
    await screenshot(operator.page, "console-cue-list");
    await operator.button("Save the cue list").click();
    await operator.page.getByText("Next: talk-show").waitFor();
  });

  test("a cue list that another one has changed meanwhile is not written over", async () => {
    await withScenes();
    await operator.button("Cue list").click();
    await operator.button("Take opening (1) out of the list").click();
    const theirs = { scenes: ["panel", "panel", "opening"], current: null, revision: 2 };
    operator.api.show.cues = theirs;
    // The page reads it, as after every scene that somebody shows.
    await operator.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await operator.page.getByText("Next: panel").waitFor();
    await operator.button("Save the cue list").click();

    await operator.reads("refused");
    expect(operator.api.show.cues).toEqual(theirs);
  });

  test("layouts are drawings, found by name and by who fits in, and looked at before one is taken", async () => {
    await operator.signIn();
    await operator.page.keyboard.press("l");
    const gallery = operator.page.getByRole("dialog", { name: "All layouts" });
    await gallery.getByText("2x2-seats", { exact: true }).waitFor();
    await gallery.getByLabel("Find a layout").fill("seats");
    await gallery.getByRole("button", { name: /^2x2-seats/ }).click();
    await gallery.getByText("Everybody is seen in it.").waitFor();
    await screenshot(operator.page, "console-gallery");

    expect(await findings(operator.page)).toEqual([]);
    await expect.poll(() => gallery.locator(".layout-card").count()).toBe(2);
    await gallery.getByRole("button", { name: "Take 2x2-seats" }).click();
    await operator.reads("Layout 2x2-seats");
    await expect.poll(() => operator.changes().map(({ body }) => body)).toEqual([{ layout: "2x2-seats" }]);
  });

  test("a lower third is written once, shown by a click, and there after a reload", async () => {
    await operator.signIn();
    await operator.page.getByLabel("Add a line").fill("Rear Admiral");
    await operator.button("Add").click();
    await operator.page.reload();
    await operator.page.getByLabel("Under the picture of").selectOption({ label: "Grace Hopper" });
    await operator.button("Show: Rear Admiral").click();
    await operator.button("Take away: Rear Admiral").waitFor();
    await screenshot(operator.page, "console-lower-thirds");
    await operator.button("Take all away").click();
    await operator.button("Show: Rear Admiral").waitFor();

    await expect
      .poll(() => operator.changes().map(({ body }) => body))
      .toEqual([{ banner: { text: "Rear Admiral" } }, { steps: [{ kind: "clear_banner", member: "uuid-2" }] }]);
  });

  test("somebody is called, by user or by number, invited by a link, and played something", async () => {
    operator.api.can = ["view", "control", "host", "call"];
    await operator.signIn();
    await operator.page.locator("summary", { hasText: "Call" }).click();
    await operator.page.getByLabel("Whom to call").fill("1003");
    await operator.button("Call").click();
    await operator.reads("Call 1003");
    await operator.page.getByLabel("Through").selectOption("carrier");
    await operator.page.getByLabel("Whom to call").fill("+49 6131 / 12-34");
    await operator.button("Call").click();
    await operator.reads("Call +49 6131");
    await operator.page.locator("summary", { hasText: "Invite" }).click();
    await operator.page.getByLabel("Name of who is invited").fill("Alan");
    await operator.button("Make a link").click();
    await operator.page.getByLabel("The link, for one person").waitFor();
    await operator.page.locator("summary", { hasText: "Play something" }).click();
    await operator.button("Play it").click();
    await operator.reads("Play “Welcome” to everybody");

    await expect
      .poll(() => operator.changes().map(({ body }) => body))
      .toEqual([
        { user: "1003" },
        { gateway: "carrier", number: "+4961311234" },
        { role: "participant", name: "Alan" },
        { prompt: "en/welcome" },
      ]);
    await expect.poll(() => operator.page.getByLabel("The link, for one person").inputValue()).toContain("#entry=abc");
  });

  test("who is there stands in a table with the time of their coming", async () => {
    await operator.signIn();
    await operator.page.locator("summary", { hasText: "Who was there" }).click();
    await operator.button("List them").click();
    const rows = operator.page.locator(".attendance tbody tr");

    await expect.poll(() => rows.count()).toBe(3);
    await expect.poll(() => rows.first().textContent()).toContain("Ada Lovelace");
  });

  test("whoever may only look previews and takes nothing", async () => {
    operator.api.can = ["view"];
    await withScenes();
    await operator.page.keyboard.press("1");
    await preview().waitFor();

    await expect.poll(() => operator.button("Take opening").isDisabled()).toBe(true);
    await operator.page.keyboard.press("1");
    await operator.page.keyboard.press("n");
    expect(operator.changes()).toEqual([]);
  });

  test("question mark shows all keys, and Escape closes them", async () => {
    await operator.signIn();
    await operator.page.keyboard.press("?");
    const help = operator.page.getByRole("dialog", { name: "Keys" });
    await help.getByText("Next cue").waitFor();
    await screenshot(operator.page, "console-keys");
    expect(await findings(operator.page)).toEqual([]);
    await operator.page.keyboard.press("Escape");

    await expect.poll(() => help.count()).toBe(0);
  });

  test("axe finds nothing to mend while a scene is previewed", async () => {
    await withScenes();
    await operator.page.keyboard.press("2");
    await preview().waitFor();

    expect(await findings(operator.page)).toEqual([]);
  });
});
