/** The operator's commands in Chromium: what is sent, and what became of it. */

import { describe, expect, test } from "vitest";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

describe.skipIf(skipped)("the operator's commands", () => {
  let operator: Operator;
  inChromium(
    (started) => Operator.open(started),
    (opened) => (operator = opened),
    () => operator,
  );

  test("muting sends the wished end and shows what proved it", async () => {
    await operator.signIn();
    await operator.button("Mute Grace Hopper").click();

    await operator.reads("done, and seen");
    expect(await operator.latest()).not.toContain("event");
    await operator.button("All 1").click();
    await operator.page.getByText("Details").click();
    await operator.page.getByText("Seen as event mute-member").waitFor();
    await operator.button("Unmute Grace Hopper").waitFor();
    await expect
      .poll(() => operator.changes().map(({ method, path, body }) => [method, path, body]))
      .toEqual([["PATCH", "/v1/conferences/internal/members/uuid-2", { muted: true }]]);
    await expect.poll(() => operator.changes()[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f]{32}$/);
  });

  test("a banner, a volume and the spotlight are given, and the banner taken away", async () => {
    await operator.signIn();
    await operator.button("More about Grace Hopper").click();
    const more = operator.page.getByRole("group", { name: "More about Grace Hopper" });
    await more.getByLabel("Banner below the picture").fill("Rear Admiral");
    await more.getByRole("button", { name: "Show it" }).click();
    await operator.row("Grace Hopper").getByText("“Rear Admiral”").waitFor();
    await screenshot(operator.page, "console-more");
    await more.getByLabel("How loud others hear them").selectOption("-2");
    await more.getByRole("button", { name: "Into the spotlight" }).click();
    await operator.row("Grace Hopper").getByText("in the spotlight").waitFor();
    await more.getByLabel("Banner below the picture").fill("");
    await more.getByRole("button", { name: "Take it away" }).click();
    await operator.reads("No banner for Grace Hopper");

    await expect
      .poll(() => operator.changes().map(({ body }) => body))
      .toEqual([{ banner: { text: "Rear Admiral" } }, { volume_in: -2 }, { video_floor: true }, { banner: null }]);
    await expect.poll(() => more.getByLabel("How loud others hear them").inputValue()).toBe("-2");
  });

  test("noise, loudness, turning and colours of a person are chosen", async () => {
    await operator.signIn();
    await operator.button("More about Grace Hopper").click();
    const more = operator.page.getByRole("group", { name: "More about Grace Hopper" });
    await more.getByLabel("Background noise").selectOption("only voices");
    await more.getByLabel("Loudness, by itself").selectOption("always about as loud");
    await more.getByLabel("Picture turned").selectOption("upside down");
    await more.getByLabel("Colours of the picture").selectOption("without colours");
    await operator.reads("Colours of the picture of Grace Hopper: without colours");
    await more.getByLabel("Colours of the picture").selectOption("as it is");
    await operator.reads("Colours of the picture of Grace Hopper: as it is");
    await screenshot(operator.page, "console-tuning");

    await expect
      .poll(() => operator.changes().map(({ body }) => body))
      .toEqual([{ energy_level: 400 }, { gain: 600 }, { turned: 180 }, { filter: "gray" }, { filter: null }]);
    await expect.poll(() => more.getByLabel("Picture turned").inputValue()).toBe("upside down");
  });

  test("a text is said to all or to one, begun again and stopped, and there is music or none", async () => {
    await operator.signIn();
    await operator.page.getByText("Say something").click();
    await expect.poll(() => operator.button("Say it").isDisabled()).toBe(true);
    await operator.page.getByLabel("What is said").fill(" Five minutes left. ");
    await operator.button("Say it").click();
    await operator.reads("Say “Five minutes left.” to everybody");
    await operator.page.getByLabel("Language").selectOption("de");
    await operator.page.getByLabel("To whom").selectOption({ label: "Grace Hopper" });
    await operator.button("Say it").click();
    await operator.reads("to Grace Hopper");
    await screenshot(operator.page, "console-sound");
    for (const name of ["From the beginning", "Stop playing", "Music when alone", "No music"])
      await operator.button(name).click();
    await operator.reads("No music for whoever is alone");

    await expect
      .poll(() => operator.changes().map(({ method, path, body }) => [method, path.split("/internal")[1], body]))
      .toEqual([
        ["POST", "/say", { text: "Five minutes left.", language: "en" }],
        ["POST", "/say", { text: "Five minutes left.", language: "de", member: "uuid-2" }],
        ["POST", "/commands", { kind: "seek", milliseconds: 0 }],
        ["DELETE", "/play", undefined],
        ["PATCH", "", { music: true }],
        ["PATCH", "", { music: false }],
      ]);
  });

  test("a person is called otherwise, and the row is found by the new name", async () => {
    await operator.signIn();
    await operator.button("More about Grace Hopper").click();
    const more = operator.page.getByRole("group", { name: "More about Grace Hopper" });
    await expect.poll(() => more.getByRole("button", { name: "Rename" }).isDisabled()).toBe(true);
    await more.getByLabel("What they are called").fill(" Łukasz 李 ");
    await more.getByRole("button", { name: "Rename" }).click();
    await operator.button("Mute Łukasz 李").waitFor();
    await operator.reads("Grace Hopper is called Łukasz 李");
    await screenshot(operator.page, "console-renamed");

    await expect.poll(() => operator.changes().map(({ body }) => body)).toEqual([{ name: "Łukasz 李" }]);
  });

  test("a kick asks once more, then the person is gone", async () => {
    await operator.signIn();
    await operator.button("More about Grace Hopper").click();
    await operator.button("Kick Grace Hopper").click();
    await operator.button("Cancel").click();
    expect(operator.changes()).toEqual([]);
    await operator.button("Kick Grace Hopper").click();
    await operator.page.getByRole("dialog").getByRole("button", { name: "Kick" }).click();

    await expect.poll(() => operator.row("Grace Hopper").count()).toBe(0);
    await operator.reads("Kick Grace Hopper");
  });

  test("a layout that FreeSWITCH refuses shows why", async () => {
    await operator.signIn();
    await operator.page.getByLabel("Layout").selectOption("broken");
    await operator.button("Apply the layout").click();
    await operator.reads("failed");
    await expect.poll(() => operator.latest()).toContain("Why: FreeSWITCH refused it");
    expect(await operator.latest()).not.toContain("Invalid layout");
    await operator.page.getByLabel("Layout").selectOption("group:grid");
    await operator.button("Apply the layout").click();

    await operator.reads("FreeSWITCH said yes");
    await expect
      .poll(() => operator.changes().map(({ body }) => body))
      .toEqual([{ layout: "broken" }, { layout_group: "grid" }]);
    await screenshot(operator.page, "console-outcomes");
  });

  test("what is being chosen survives what happens meanwhile", async () => {
    await operator.signIn();
    await operator.page.getByLabel("Layout").selectOption("presenter");
    operator.api.state.members[1]!.muted = true;
    await operator.button("Unmute Grace Hopper").waitFor();

    await expect.poll(() => operator.page.getByLabel("Layout").inputValue()).toBe("presenter");
  });

  test("only the latest outcome takes room, the others are shown when wanted", async () => {
    await operator.signIn();
    const log = operator.page.getByRole("log", { name: "What happened" });
    for (const words of ["Mute Grace Hopper", "Unmute Grace Hopper", "Mute Grace Hopper", "Unmute Grace Hopper"]) {
      // By keyboard: two clicks so soon on one place are taken for one.
      await operator.button(words).press("Enter");
      await operator.reads(words);
    }
    const folded = (await log.boundingBox())?.height ?? 0;
    await operator.button("All 4").click();

    expect(folded).toBeLessThan(100);
    await expect.poll(async () => (await log.boundingBox())?.height ?? 0).toBeGreaterThan(folded);
  });
});
