/** A call by the keyboard: letters press the bar's buttons, but for whoever writes or has switched them off; and whose hand is up. */

import { describe, expect, test } from "vitest";
import { AT } from "../../conference_stand_in";
import { skipped } from "../chromium";
import { findings } from "../accessibility";
import { Guest } from "./guest";

describe.skipIf(skipped)("a guest at a keyboard", () => {
  const guest = new Guest();

  test("a letter is a button, in a message it is a letter, and there is a switch for all of them", async () => {
    await guest.comeIn({ bypassCSP: true });
    const { caller } = guest;
    const { keyboard } = caller.page;
    await keyboard.press("m");
    await keyboard.press("v");
    await caller.button("Unmute").waitFor();
    await caller.button("Camera on").waitFor();
    await keyboard.press("Control+m");
    await keyboard.press("c");
    const message = caller.page.getByLabel("Message to everybody");
    await message.fill("");
    await message.pressSequentially("mmr");
    await expect.poll(() => message.inputValue()).toBe("mmr");
    await caller.button("Unmute").waitFor();
    await caller.more();
    await caller.page.getByText("Microphone on and off").waitFor();
    expect(await findings(caller.page)).toEqual([]);
    await caller.button("Switch keys off").click();
    await caller.button("Switch keys on").waitFor();
    await keyboard.press("m");
    await caller.button("Switch keys on").click();
    await caller.button("Switch keys off").waitFor();
    await caller.button("Unmute").waitFor();

    await keyboard.press("M");
    await caller.button("Mute").waitFor();
  });

  test("a raised hand is over the picture where its owner is", async () => {
    await guest.comeIn();
    const { caller, api } = guest;
    const hands = caller.page.locator(".overlay .icon-hand");
    await caller.page.locator(".overlay .name").first().waitFor({ state: "attached" });
    expect(await hands.count()).toBe(0);
    api.feed.tell("internal", "hand.raised", { uuid: "uuid-1", subject: null, name: null, raised_at: AT });

    await expect.poll(() => hands.count()).toBe(1);
    expect(await caller.page.locator(".overlay .name", { has: caller.page.locator(".icon-hand") }).innerText()).toBe(
      "Ada Lovelace",
    );
  });
});
