/** Moving people in the picture, in Chromium: by mouse, by keyboard, by dragging, and into seats first. */

import { describe, expect, test } from "vitest";
import { member } from "../../conference_stand_in";
import { findings } from "../accessibility";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

const SCENE = "/v1/conferences/internal/scenes";
const slot = (number: number, name: string | null) => ({ kind: "set_slot", member: `uuid-${number}`, slot: name });

describe.skipIf(skipped)("moving people", () => {
  let operator: Operator;
  const browser = inChromium(
    (started) => Operator.open(started),
    (opened) => (operator = opened),
    () => operator,
  );

  /** Ada on the first place, Grace on the second, the third caller on the third; the fourth is free. */
  async function seated(): Promise<void> {
    operator.api.state.layout = "2x2-seats";
    operator.api.state.members.forEach((one, index) => (one.slot = `slot-${index + 1}`));
    await operator.signIn();
    await operator.button("Move Ada Lovelace from slot-1").waitFor();
  }

  const bodies = () => operator.changes().map(({ method, path, body }) => [method, path, body]);
  const focused = () => operator.page.evaluate(() => document.activeElement?.textContent);

  test("a person, then a free place: one command, and the picture follows", async () => {
    await seated();
    await operator.button("Move Grace Hopper").click();
    await operator.page.getByText("Choose a place for Grace Hopper.").waitFor();
    await screenshot(operator.page, "console-moving");
    await operator.button("Put Grace Hopper at slot-4").click();

    await operator.reads("Move Grace Hopper to slot-4");
    await operator.button("Move Grace Hopper from slot-4").waitFor();
    await expect
      .poll(() => bodies())
      .toEqual([["PATCH", "/v1/conferences/internal/members/uuid-2", { slot: "slot-4" }]]);
  });

  test("who is on the place changes places, in the same command", async () => {
    await seated();
    await operator.button("Move Ada Lovelace from slot-1").click();
    await operator.button("Put Ada Lovelace at slot-2; Grace Hopper goes to slot-1").click();

    await operator.reads("Move Ada Lovelace to slot-2 and Grace Hopper to slot-1");
    await operator.button("Move Grace Hopper from slot-1").waitFor();
    await expect.poll(() => bodies()).toEqual([["POST", SCENE, { steps: [slot(1, "slot-2"), slot(2, "slot-1")] }]]);
  });

  test("the keyboard alone does it, and is where it was afterwards", async () => {
    await seated();
    await operator.button("Move Ada Lovelace").focus();
    await operator.page.keyboard.press("Enter");
    await expect.poll(() => operator.page.evaluate(() => document.activeElement?.ariaLabel)).toContain("at slot-1");
    for (const key of ["Tab", "Tab", "Tab", "Enter"]) await operator.page.keyboard.press(key);

    await operator.reads("Move Ada Lovelace to slot-4");
    await expect.poll(focused).toContain("Move Ada Lovelace");
  });

  test("Escape puts the person back", async () => {
    await seated();
    await operator.button("Move Ada Lovelace").click();
    await operator.button("Put Ada Lovelace at slot-4").waitFor();
    await operator.page.keyboard.press("Escape");

    await operator.button("Move Ada Lovelace from slot-1").waitFor();
    await expect.poll(focused).toContain("Move Ada Lovelace");
    expect(bodies()).toEqual([]);
  });

  test("somebody is dragged from one place to another", async () => {
    await seated();
    const places = operator.page.getByRole("list", { name: "Places in the picture" }).getByRole("listitem");
    await places.nth(1).dragTo(places.nth(3));

    await operator.reads("Move Grace Hopper to slot-4");
    await expect
      .poll(() => bodies())
      .toEqual([["PATCH", "/v1/conferences/internal/members/uuid-2", { slot: "slot-4" }]]);
  });

  test("somebody is taken out of the picture, told so, and given a place again", async () => {
    await seated();
    await operator.button("Move Ada Lovelace").click();
    await operator.button("Out of the picture").click();
    await operator.page.getByText("Not in the picture: Ada Lovelace.").waitFor();
    await operator.button("Give them places").click();

    await operator.button("Move Ada Lovelace from slot-1").waitFor();
    await expect.poll(() => bodies().map(([, , body]) => body)).toEqual([{ slot: null }, { slot: "slot-1" }]);
  });

  test("a layout without seats says so, and one with seats keeps everybody where they are", async () => {
    await operator.signIn();
    await operator.page.getByText("In 2x2 FreeSWITCH itself decides who is where.").waitFor();
    await expect.poll(() => operator.page.getByRole("list", { name: "Places in the picture" }).count()).toBe(0);
    await operator.button("Give everybody a seat").click();

    await operator.button("Move Ada Lovelace from slot-1").waitFor();
    const steps = [slot(1, "slot-1"), slot(2, "slot-2"), slot(3, "slot-3")];
    await expect
      .poll(() => bodies())
      .toEqual([["POST", SCENE, { steps: [{ kind: "set_layout", layout: "2x2-seats" }, ...steps] }]]);
  });

  test("who keeps a place that the layout does not have is named and shown again", async () => {
    operator.api.state.members[1]!.slot = "slot-2";
    await operator.signIn();
    await operator.page.getByText("Not in the picture: Grace Hopper. They keep places").waitFor();
    await operator.button("Show them anywhere").click();

    await operator.reads("Any free place for Grace Hopper");
    await expect.poll(() => operator.page.getByText("They keep places").count()).toBe(0);
  });

  const STAGE = "/v1/conferences/internal/stage";
  const switchOf = () => operator.page.getByLabel("Whoever comes gets the next free place");

  test("what becomes of who comes later is the conference's for every desk, and no page seats anybody", async () => {
    await seated();
    const { state, show } = operator.api;
    await expect.poll(() => switchOf().isChecked()).toBe(true);
    state.members.push(member(4, "1004", "Barbara Liskov"));
    await operator.row("Barbara Liskov").getByText("not in the picture").waitFor();
    await switchOf().click();
    await operator.reads("Whoever comes is left as they come");
    await expect.poll(() => switchOf().isChecked()).toBe(false);
    // Another desk.
    show.answer({ method: "PATCH", path: STAGE, body: { newcomers: "next_place" }, headers: {} }, STAGE);
    await expect.poll(() => switchOf().isChecked()).toBe(true);

    await expect.poll(() => bodies()).toEqual([["PATCH", STAGE, { newcomers: "leave" }]]);
  });

  test("a layout of places that is chosen where there is no stage has newcomers seated, another one not", async () => {
    operator.api.show.newcomers = null;
    await operator.signIn();
    await expect.poll(() => switchOf().isEnabled()).toBe(true);
    await expect.poll(() => switchOf().isChecked()).toBe(false);
    await operator.page.getByLabel("Layout", { exact: true }).selectOption("presenter");
    await operator.button("Apply the layout").click();
    await expect.poll(() => bodies().length).toBe(1);
    await operator.page.getByLabel("Layout", { exact: true }).selectOption("2x2-seats");
    await operator.button("Apply the layout").click();

    await expect.poll(() => switchOf().isChecked()).toBe(true);
    await expect.poll(() => bodies().length).toBe(3);
    const layout = (name: string) => ["PATCH", "/v1/conferences/internal", { layout: name }];
    await expect
      .poll(() => bodies())
      .toEqual([layout("presenter"), ["PATCH", STAGE, { newcomers: "next_place" }], layout("2x2-seats")]);
  });

  test("somebody is dragged from the list into the picture, by mouse and by finger", async () => {
    await seated();
    const handle = operator.button("Move Grace Hopper");
    const target = operator.page.locator(".places li").nth(3);
    await handle.dragTo(target);
    await operator.button("Move Grace Hopper from slot-4").waitFor();
    const from = (await operator.button("Move Ada Lovelace").boundingBox())!;
    const to = (await operator.page.locator(".places li").nth(1).boundingBox())!;
    const touch = await operator.context.newCDPSession(operator.page);
    const at = (box: typeof from) => [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(from) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(to) });
    await operator.page.locator(".places button.target").first().waitFor();
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await operator.button("Move Ada Lovelace from slot-2").waitFor();

    await expect.poll(() => bodies().map(([, , body]) => body)).toEqual([{ slot: "slot-4" }, { slot: "slot-2" }]);
  });

  test("who is dropped beside the picture stays where they are", async () => {
    await seated();
    await operator.button("Move Grace Hopper").dragTo(operator.page.getByRole("heading", { name: "Raised hands" }));
    await expect.poll(() => operator.page.locator(".places button.target").count()).toBe(0);

    expect(operator.changes()).toEqual([]);
  });

  test("who may only look is offered no place", async () => {
    operator.api.can = ["view"];
    operator.api.state.layout = "2x2-seats";
    await operator.signIn();
    await operator.page.getByText("To move somebody").waitFor();

    await expect.poll(() => operator.button("Move Ada Lovelace").isDisabled()).toBe(true);
    await expect.poll(() => operator.page.getByRole("button", { name: "from slot" }).count()).toBe(0);
  });

  test("axe finds nothing to mend while somebody is moved", async () => {
    await operator.close();
    operator = await Operator.open(browser(), { bypassCSP: true });
    await seated();
    await operator.button("Move Ada Lovelace").click();
    await operator.button("Put Ada Lovelace at slot-4").waitFor();
    await operator.button("More about Grace Hopper").click();

    expect(await findings(operator.page)).toEqual([]);
    expect(operator.complaints).toEqual([]);
  });

  test("on a telephone the places are where the picture shows them", async () => {
    await operator.page.setViewportSize({ width: 390, height: 844 });
    await seated();
    /** How far the second place is from the right upper quarter of the picture, in pixels; the picture comes after it. */
    const off = async () => {
      const picture = await operator.page.getByRole("img", { name: /Who is where/ }).boundingBox();
      const second = await operator.button("Move Grace Hopper from slot-2").boundingBox();
      if (!picture || !second) return Infinity;
      const [x, width, height] = [picture.x + picture.width / 2, picture.width / 2, picture.height / 2];
      return Math.max(...[second.x - x, second.width - width, second.height - height].map(Math.abs));
    };

    // Browsers round to parts of a pixel.
    await expect.poll(off).toBeLessThan(0.5);
  });
});
