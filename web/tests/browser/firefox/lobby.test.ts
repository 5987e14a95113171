/** Before the call, and what is changed in it, in Firefox: by number, devices, every size. */

import { describe, expect, test } from "vitest";
import { skipped as withoutChromium } from "../chromium";
import { SILENCE, listen } from "../hearing";
import { SIZES, outside } from "../outside";
import { screenshot } from "../screenshots";
import { skipped, startFirefox } from "./firefox";
import { Guest } from "../call/guest";

const [CAMERA, MICROPHONE] = ["Default Video Device", "Default Audio Device"];

describe.skipIf(skipped || withoutChromium)("a caller in Firefox", () => {
  const guest = new Guest(startFirefox);

  const framesSent = async () => (await guest.caller.mux.heard()).framesReceived;
  const select = (label: string) => guest.caller.page.getByLabel(label, { exact: true });

  test("by user, password and number: each mistake at its field, every refusal in words, then one is in", async () => {
    await guest.arrive({}, "");
    const { caller } = guest;
    await caller.byNumber();
    await caller.page.getByLabel("Number").fill("9 9 9");
    await caller.button("Join").click();
    await expect.poll(() => caller.page.locator(".problem").count()).toBe(3);
    await expect.poll(() => caller.page.evaluate(() => document.activeElement?.id)).toBe("user");
    await caller.join("999", "wrong");
    await caller.says("The server refused this user or password");
    expect(caller.sent("INVITE")).toBe(false);
    await caller.join("404");
    await caller.says("Nobody has this number");
    await caller.inCall();
    await expect.poll(framesSent).toBeGreaterThan(5);

    expect([await caller.alert.count(), caller.complaints]).toEqual([0, []]);
  });

  test("the preview shows the camera, which can be another one, none or off", async () => {
    await guest.arrive({}, "");
    const { caller } = guest;
    await caller.button("Try camera and microphone").click();
    const shown = () => caller.page.getByLabel("Your camera").evaluate((video: HTMLVideoElement) => video.videoWidth);
    await expect.poll(shown).toBeGreaterThan(0);
    await expect.poll(() => caller.page.getByLabel("Sound from the microphone").count()).toBe(1);
    await caller.page.getByText("Choose devices").click();
    await select("Camera").selectOption(CAMERA);
    await expect.poll(shown).toBeGreaterThan(0);
    await select("Camera").selectOption("No camera");
    await caller.page.getByText("No camera: others will not see you.").waitFor();
    await select("Camera").selectOption("Browser's choice");
    await caller.button("Camera is on").click();
    await caller.page.getByText("Camera is off", { exact: true }).first().waitFor();
    await select("Microphone").selectOption(MICROPHONE);
    await screenshot(caller.page, "firefox-lobby");

    // Chromium's tests have axe look here, and the bar move. In this Firefox (ESR 153) axe ends the browser, mostly while a camera is shown;
    // and where there is no way out for sound, as here, it runs no AudioContext, so that the bar stands still.
    expect(caller.complaints).toEqual([]);
  });

  test("who gives the browser neither camera nor microphone reads why, and watches and listens with two clicks", async () => {
    await guest.arrive();
    const { caller } = guest;
    await caller.page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await caller.page.reload();
    await caller.button("Join").click();
    await caller.says("The browser may not use camera or microphone");
    await caller.button("Only watch and listen").click();
    await caller.page.getByText("No camera, no microphone: you see and hear the others.").waitFor();
    await expect.poll(() => caller.page.evaluate(() => document.activeElement?.textContent)).toBe("Join");
    await caller.button("Join").click();
    await expect.poll(() => caller.frames()).toBeGreaterThan(5);

    expect([await caller.button("Mute").isDisabled(), await caller.button("Camera off").isDisabled()]).toEqual([
      true,
      true,
    ]);
  });

  test("another camera and another microphone take the place of the first in the same call; keys are sent", async () => {
    await guest.comeIn();
    const { caller } = guest;
    await caller.more();
    await select("Microphone").selectOption(MICROPHONE);
    await select("Camera").selectOption(CAMERA);
    const before = await framesSent();
    await expect.poll(framesSent).toBeGreaterThan(before + 5);
    await expect.poll(listen(caller.mux, 1)).toBeGreaterThan(SILENCE);
    // Here is no speaker to choose, but for the browser's own. (Asked for all texts at once, Firefox 153 ends its page.)
    await expect.poll(() => select("Speaker").locator("option").count()).toBe(1);
    await expect.poll(() => select("Speaker").locator("option").textContent()).toBe("Browser's choice");
    for (const key of ["1", "hash"]) await caller.button(key).click();
    await expect.poll(() => caller.page.getByLabel("Keys pressed").textContent()).toBe("1#");
    await caller.button("More").focus();
    await caller.page.keyboard.press("Escape");
    await caller.page.getByRole("complementary", { name: "More" }).waitFor({ state: "detached" });

    expect([caller.sent("BYE"), await caller.alert.count(), caller.complaints]).toEqual([false, 0, []]);
  });

  test.each(SIZES)(
    "%s: the button to join, and all of the call's, are there without scrolling",
    async (label, width, height) => {
      await guest.arrive({ viewport: { width, height } });
      const { caller } = guest;
      await caller.page.getByText("Welcome, Grace").waitFor();
      await expect.poll(() => outside(caller.page, "form .primary")).toEqual([]);
      await guest.join();
      await screenshot(caller.page, `firefox-${label}`);

      await expect.poll(() => caller.page.locator(".controls button").count()).toBe(7);
      await expect.poll(() => outside(caller.page, ".controls button")).toEqual([]);
    },
  );
});
