/** What makes the operator's page safe in the middle of a show. */

import { describe, expect, test } from "vitest";
import { AT } from "../../conference_stand_in";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

const LONG = "W".repeat(120);

describe.skipIf(skipped)("the operator's page in the middle of a show", () => {
  let operator: Operator;
  inChromium(
    (started) => Operator.open(started, { viewport: { width: 1280, height: 720 } }),
    (opened) => (operator = opened),
    () => operator,
  );

  const bodies = () => operator.changes().map(({ method, body }) => [method, body]);
  const focused = () => operator.page.evaluate(() => document.activeElement?.textContent ?? "");
  const latest = () => operator.page.getByRole("log").getByRole("listitem").first();

  async function seated(): Promise<void> {
    operator.api.state.layout = "2x2-seats";
    operator.api.state.members.forEach((one, index) => (one.slot = `slot-${index + 1}`));
    await operator.signIn();
    await operator.button("Move Ada Lovelace from slot-1").waitFor();
  }

  test("fewer people who are seen than before are amber, by name, and one click brings them back", async () => {
    await seated();
    await operator.page.getByLabel("Layout").selectOption("2x2");
    await operator.button("Apply the layout").click();
    const alert = operator.page.getByRole("alert").filter({ hasText: "Fewer people are seen than before" });
    await alert.waitFor();
    await screenshot(operator.page, "console-fewer");

    await expect.poll(() => alert.textContent()).toContain("Ada Lovelace, Grace Hopper");
    await expect.poll(() => latest().getAttribute("class")).toBe("warn");
    await operator.button("Undo Layout 2x2").click();
    await operator.button("Move Ada Lovelace from slot-1").waitFor();
    await expect.poll(() => alert.count()).toBe(0);
  });

  test("a node that does not answer is red with its seconds within some seconds, and nobody talks any more", async () => {
    await operator.signIn();
    await operator.row("Grace Hopper").getByText("talking").waitFor();
    const as_of = new Date(Date.now() - 30_000).toISOString();
    Object.assign(operator.api.state, { node_state: "lost", as_of });
    const bar = operator.page.getByRole("alert").filter({ hasText: /is lost for 3\d s/ });
    await bar.waitFor({ timeout: 12_000 });
    await screenshot(operator.page, "console-node-away");

    await expect.poll(() => bar.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe("rgb(161, 26, 18)");
    await expect.poll(() => operator.button("Mute Grace Hopper").isDisabled()).toBe(true);
    await expect.poll(() => operator.page.getByText("talking").count()).toBe(0);
    const before = await bar.textContent();
    await expect.poll(() => bar.textContent()).not.toBe(before);
  });

  test("an answer that was lost is asked for again under its key, and is no refusal", async () => {
    await operator.signIn();
    let lost = 0;
    await operator.page.route("**/members/uuid-2", async (route) => {
      lost += 1;
      if (lost === 1) {
        await route.fetch();
        await route.abort();
      } else await route.continue();
    });
    await operator.button("Mute Grace Hopper").click();
    await operator.reads("done, and seen");

    const keys = operator.changes().map(({ headers }) => headers["idempotency-key"]);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  test("where no answer comes at all nobody is told that it was refused", async () => {
    await operator.signIn();
    await operator.page.route("**/members/uuid-2", (route) => route.abort());
    await operator.button("Mute Grace Hopper").click();

    await operator.reads("no answer: it may have been done");
    expect(await operator.latest()).not.toContain("refused");
    await expect.poll(() => latest().getAttribute("class")).toBe("warn");
  });

  test("two clicks that were meant as one are one", async () => {
    await operator.signIn();
    await operator.button("Record").dblclick();
    await operator.reads("done, and seen");
    await operator.button("Mute Grace Hopper").dblclick();
    await operator.button("Unmute Grace Hopper").waitFor();
    await operator.reads("Mute Grace Hopper");

    await expect
      .poll(() => bodies())
      .toEqual([
        ["POST", { format: "mp4" }],
        ["PATCH", { muted: true }],
      ]);
  });

  test.each([1280, 768, 360])("whatever people are called and do, nothing moves (%i pixels wide)", async (width) => {
    await operator.page.setViewportSize({ width, height: 720 });
    await operator.signIn();
    const boxes = () =>
      operator.page
        .locator(".people-list tr, .people-list button, .picture, .outcome-bar, .conferences button")
        .evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
    const before = await boxes();
    operator.api.state.members.forEach((one) =>
      Object.assign(one, {
        ...{ name: LONG, talking: true, on_hold: true, moderator: true, video_floor: true, hand_raised_at: AT },
        ...{ banner: { text: LONG }, slot: "slot-with-a-name-that-is-longer-than-it-has-to-be", muted: true },
      }),
    );
    await operator.row(LONG).first().waitFor();
    await operator.row(LONG).getByText("hand up").first().waitFor();
    await screenshot(operator.page, `console-long-${width}`);

    await expect.poll(() => boxes()).toEqual(before);
    await expect
      .poll(() => operator.page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(width);
  });

  test("the question before a kick starts on Cancel and gives the keyboard back", async () => {
    await operator.signIn();
    await operator.button("More about Grace Hopper").click();
    await operator.button("Kick Grace Hopper").click();
    await expect.poll(focused).toBe("Cancel");
    await screenshot(operator.page, "console-kick");
    await operator.page.keyboard.press("Enter");
    await expect.poll(focused).toContain("Kick Grace Hopper");

    expect(operator.changes()).toEqual([]);
  });

  test("the question before a kick goes with the person, who may have left meanwhile", async () => {
    await operator.signIn();
    await operator.button("More about Grace Hopper").click();
    await operator.button("Kick Grace Hopper").click();
    operator.api.state.members.splice(1, 1);

    await expect.poll(() => operator.page.getByRole("dialog").count()).toBe(0);
    await expect.poll(focused).toContain("People");
  });

  test("mute, banner and place are undone", async () => {
    await seated();
    await operator.button("Mute Grace Hopper").click();
    await operator.button("Undo Mute Grace Hopper").click();
    await operator.button("Mute Grace Hopper").waitFor();
    await operator.button("More about Grace Hopper").click();
    await operator.page.getByLabel("Banner below the picture").fill("Rear Admiral");
    await operator.button("Show it").click();
    await operator.button("Undo Banner “Rear Admiral” for Grace Hopper").click();
    await operator.reads("Undo: Grace Hopper as before");
    await operator.button("Move Grace Hopper from slot-2").click();
    await operator.button("Put Grace Hopper at slot-4").click();
    await operator.button("Undo Move Grace Hopper to slot-4").click();
    await operator.button("Move Grace Hopper from slot-2").waitFor();

    const [mute, unmute, banner, none, move, back] = bodies().map(([, body]) => body);
    expect([mute, unmute]).toEqual([{ muted: true }, { muted: false }]);
    expect([banner, none]).toEqual([{ banner: { text: "Rear Admiral" } }, { banner: null }]);
    expect(move).toEqual({ slot: "slot-4" });
    expect(back).toEqual({
      steps: [1, 2, 3].map((n) => ({ kind: "set_slot", member: `uuid-${n}`, slot: `slot-${n}` })),
    });
  });

  test("an address that is refused stays to be mended, its key does not", async () => {
    await operator.signIn();
    await operator.page.route("**/streams", (route) =>
      route.fulfill({ status: 422, json: { title: "A field is wrong", code: "invalid_field", status: 422 } }),
    );
    await operator.page.getByText("Start a stream").click();
    await operator.page.getByLabel("To", { exact: true }).selectOption("custom");
    await operator.page.getByLabel("Address").fill("rtmps://live.example.com/app");
    await operator.page.getByLabel("Stream key, if it needs one").fill("secret-key");
    await operator.button("Start the stream").click();
    await operator.reads("refused");

    await expect.poll(() => operator.page.getByLabel("Address").inputValue()).toBe("rtmps://live.example.com/app");
    await expect.poll(() => operator.page.getByLabel("Stream key, if it needs one").inputValue()).toBe("");
  });

  test("all of it is one screen", async () => {
    await operator.signIn();
    const isInside = (selector: string) =>
      operator.page.locator(selector).evaluate((one) => {
        const { top, bottom, right } = one.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight && right <= innerWidth;
      });
    await operator.page.getByRole("img", { name: /Who is where/ }).waitFor();
    await screenshot(operator.page, "console-one-screen");

    await expect
      .poll(() => operator.page.evaluate(() => document.documentElement.scrollHeight))
      .toBeLessThanOrEqual(720);
    for (const part of [".picture", ".people-list tbody tr:last-child", ".outcome-bar"])
      expect([part, await isInside(part)]).toEqual([part, true]);
  });

  test("a reload keeps who is signed in and what is looked at, and signing out forgets it", async () => {
    await operator.signIn();
    await operator.page.reload();
    await operator.row("Ada Lovelace").waitFor();
    await expect.poll(() => new URL(operator.page.url()).hash).toBe("#conference=internal");
    await operator.button("Sign out").click();
    await operator.page.reload();

    await operator.page.getByLabel("API token").waitFor();
    await expect.poll(() => operator.page.evaluate(() => document.activeElement?.id)).toBe("token");
  });
});
