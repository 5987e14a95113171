/** The operator's page in Chromium: what is seldom needed, for one person and for all. */

import { describe, expect, test } from "vitest";
import { AT } from "../../conference_stand_in";
import { findings } from "../accessibility";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";

describe.skipIf(skipped)("what is seldom needed", () => {
  let operator: Operator;
  inChromium(
    (started) => Operator.open(started, { bypassCSP: true }),
    (opened) => (operator = opened),
    () => operator,
  );

  const bodies = () => operator.changes().map(({ body }) => body);

  test("somebody hears nothing, is held, gets the floor, a logo and a role, is moved elsewhere, and keys are pressed", async () => {
    await operator.signIn();
    const { page } = operator;
    await operator.button("More about Grace Hopper").click();
    const more = page.getByRole("group", { name: "More about Grace Hopper" });
    await more.getByText("Seldom needed").click();
    await operator.button("Let them hear nothing").click();
    await operator.reads("Grace Hopper hears nothing");
    await operator.button("Let them hear again").waitFor();
    await operator.button("Put on hold").click();
    await operator.reads("Grace Hopper on hold");
    await operator.button("Give them the floor").click();
    await more.getByLabel("How loud they hear others").selectOption("2");
    await more.getByLabel("Logo over their picture").selectOption("logo");
    await more.getByLabel("Picture while hidden").selectOption("camera_off");
    await more.getByLabel("Role in the layout").fill("screen");
    await operator.button("Give it").click();
    await more.getByLabel("Keys to press on their line").fill("12#");
    await operator.button("Press them").click();
    await more.getByLabel("For one other person").selectOption("nohear");
    await more.getByLabel("For whom").selectOption("Ada Lovelace");
    await operator.button("Make it so").click();
    await operator.reads("Grace Hopper does not hear Ada Lovelace");
    await more.getByLabel("Another conference").fill("lounge");
    await operator.button("Move them there").click();
    await operator.reads("Grace Hopper into lounge");
    expect(await findings(page)).toEqual([]);

    await expect
      .poll(() => bodies())
      .toEqual([
        { deaf: true },
        { on_hold: true },
        { floor: true },
        { volume_out: 2 },
        { logo: "logo" },
        { mute_image: "camera_off" },
        { role: "screen" },
        { member: "uuid-2", kind: "send_dtmf", digits: "12#" },
        { member: "uuid-2", kind: "relate", other: "uuid-1", relation: "nohear" },
        { member: "uuid-2", kind: "transfer", conference: "lounge" },
      ]);
  });

  test("rules take the picture back, places are freed and given back, pictures are fewer, people are limited", async () => {
    const { state } = operator.api;
    Object.assign(state, { picture_by_hand_at: AT, layout: "2x2-seats" });
    state.members[0]!.slot = "slot-1";
    await operator.signIn();
    await operator.page.getByText("Who keeps the picture").click();
    await operator.button("Back to the rules").click();
    await operator.reads("The room’s rules keep the picture again");
    await operator.button("Free all places").click();
    await operator.reads("All places freed");
    await operator.page.getByText("Fewer people are seen than before").waitFor();
    await operator.page.getByRole("button", { name: /^Undo/ }).click();
    await expect.poll(() => state.members[0]!.slot).toBe("slot-1");
    await operator.page.getByLabel("Pictures a second").selectOption("15");
    await operator.button("Leave it alone").click();
    await expect.poll(() => operator.button("Leave it alone").isDisabled()).toBe(true);
    await operator.page.getByLabel("Most people (0: no limit)").fill("12");
    await operator.button("Set it").click();
    await operator.reads("12 people at most");

    const asked = operator.changes().map(({ method, path, body }) => [method, path.split("?")[0], body]);
    const room = "/v1/conferences/internal";
    await expect
      .poll(() => asked.filter(([, where]) => where !== `${room}/scenes`))
      .toEqual([
        ["POST", `${room}/rules/resume`, undefined],
        ["POST", `${room}/slots/clear`, undefined],
        ["PATCH", room, { fps: 15 }],
        ["DELETE", `${room}/stage`, undefined],
        ["PATCH", room, { max_members: 12 }],
      ]);
  });

  test("the end for all is asked about once more, and whoever only presses Enter ends nothing", async () => {
    await operator.signIn();
    await operator.button("End for all").click();
    const question = operator.page.getByRole("dialog", { name: "End internal for all? Everybody’s call ends." });
    await question.waitFor();
    await operator.page.keyboard.press("Enter");
    await expect.poll(() => question.count()).toBe(0);
    expect(operator.changes()).toEqual([]);
    await expect
      .poll(() => operator.button("End for all").evaluate((button) => button === document.activeElement))
      .toBe(true);
    await operator.button("End for all").press("Enter");
    await operator.button("End it").press("Enter");
    await operator.reads("End internal for all");

    await expect.poll(() => operator.changes().map(({ path }) => path)).toEqual(["/v1/conferences/internal/end"]);
  });
});
