/** Stills of the real canvas in Chromium. */

import { describe, expect, test } from "vitest";
import { findings } from "../accessibility";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

describe.skipIf(skipped)("stills", () => {
  let operator: Operator;
  const browser = inChromium(
    (started) => Operator.open(started),
    (opened) => (operator = opened),
    () => operator,
  );

  const picture = () => operator.page.getByRole("img", { name: "What people in internal saw" });

  test("a still is taken, waited for, shown and saved", async () => {
    await operator.signIn();
    await operator.button("Take a still").click();
    await picture().waitFor();
    await expect.poll(() => picture().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    await screenshot(operator.page, "console-still");
    const [saved] = await Promise.all([
      operator.page.waitForEvent("download"),
      operator.page.getByRole("link", { name: "save the picture" }).click(),
    ]);

    expect(saved.suggestedFilename()).toBe("internal-2026-11-23T100000.png");
    await expect
      .poll(() => operator.changes().map(({ method, path }) => `${method} ${path}`))
      .toEqual(["POST /v1/conferences/internal/stills"]);
    expect(operator.complaints).toEqual([]);
  });

  test("one that comes too soon is refused in words, and the last one stays", async () => {
    await operator.signIn();
    await operator.button("Take a still").click();
    await picture().waitFor();
    // Two wishes of one kind within a second are one, so it takes until then.
    const said = async () => {
      await operator.button("Take a still").press("Enter");
      return operator.latest();
    };
    await expect.poll(said, { interval: 300 }).toContain("The last still was taken a moment ago. again in 2 s");
    await expect.poll(() => picture().isVisible()).toBe(true);
  });

  test("one that is too large is linked to", async () => {
    await operator.signIn();
    await operator.button("Take a still").click();
    await picture().waitFor();
    operator.api.stills.splice(0);
    operator.api.stillBytes = 5_000_000;
    const link = operator.page.getByRole("link", { name: "Open the picture" });
    // Two wishes of one kind within a second are one, so it takes until then.
    const links = async () => {
      await operator.button("Take a still").press("Enter");
      return link.count();
    };
    await expect.poll(links, { interval: 300 }).toBe(1);

    await expect.poll(() => link.getAttribute("href")).toMatch(/^https:\/\/storage\.example\.com\//);
    await expect.poll(() => picture().count()).toBe(0);
  });

  test("the real picture is a still again and again, with places and names over it to the pixel", async () => {
    const { state } = operator.api;
    state.layout = "2x2-seats";
    state.members.forEach((one, index) => (one.slot = `slot-${index + 1}`));
    Object.assign(state.members[0]!, { muted: true, video_muted: true });
    await operator.signIn();
    await operator.button("Real picture").click();
    await picture().waitFor();
    await screenshot(operator.page, "console-real-picture");
    const frame = (await operator.page.locator(".picture").boundingBox())!;
    const labels = operator.page.getByRole("list", { name: "Who is where in the real picture" }).getByRole("listitem");
    const places = operator.page.getByRole("list", { name: "Places in the picture" }).getByRole("listitem");

    for (const index of [0, 1, 2, 3]) {
      const box = (await labels.nth(index).boundingBox())!;
      expect(box).toEqual(await places.nth(index).boundingBox());
      expect(Math.abs(box.x - frame.x - 1 - ((index % 2) * (frame.width - 2)) / 2)).toBeLessThan(1);
    }
    await expect.poll(() => labels.nth(0).textContent()).toBe("Ada Lovelace, muted, not shown");
    await expect.poll(() => labels.nth(1).textContent()).toBe("Grace Hopper, talking");
    await expect.poll(() => labels.nth(3).textContent()).toBe("slot-4");
    // It is nobody's wish, and no line of what happened.
    await expect.poll(() => operator.page.getByRole("log").getByRole("listitem").count()).toBe(0);
    await operator.button("Real picture").click();
    await operator.page.getByRole("img", { name: /Who is where/ }).waitFor();
  });

  test("axe finds nothing to mend", async () => {
    await operator.close();
    operator = await Operator.open(browser(), { bypassCSP: true });
    await operator.signIn();
    await operator.button("Take a still").click();
    await picture().waitFor();

    expect(await findings(operator.page)).toEqual([]);
  });
});
