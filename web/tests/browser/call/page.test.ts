/** The call in Chromium: picture, mute, camera, keypad, leaving, and what stays behind. */

import { describe, expect, test } from "vitest";
import { findings } from "../accessibility";
import { BeforeThePage } from "./before_the_page";
import { Caller, PASSWORD } from "./caller";
import { skipped } from "../chromium";
import { SILENCE, listen } from "../hearing";
import { screenshot } from "../screenshots";

describe.skipIf(skipped)("the caller's page in a call", () => {
  let caller: Caller;
  const here = new BeforeThePage(
    (opened) => (caller = opened),
    () => caller,
  );

  test("a call brings the conference as one moving picture, and the caller into it", async () => {
    await caller.inCall();
    await expect.poll(async () => (await caller.mux.heard()).framesReceived).toBeGreaterThan(5);
    await screenshot(caller.page, "call");

    expect(caller.complaints).toEqual([]);
  });

  test("mute silences the caller and unmute brings the sound back", async () => {
    await caller.inCall();
    await expect.poll(listen(caller.mux, 1)).toBeGreaterThan(SILENCE);
    await caller.button("Mute").click();
    await expect.poll(listen(caller.mux, 2)).toBeLessThan(SILENCE);
    await caller.button("Unmute").click();

    await expect.poll(listen(caller.mux, 1)).toBeGreaterThan(SILENCE);
  });

  test("camera off sends a card instead, so the picture goes on", async () => {
    await caller.inCall();
    await caller.button("Camera off").click();
    await caller.button("Camera on").waitFor();
    const before = (await caller.mux.heard()).framesReceived;
    await expect.poll(async () => (await caller.mux.heard()).framesReceived).toBeGreaterThan(before + 2);
    await screenshot(caller.page, "camera-off");
    await caller.button("Camera on").click();

    await caller.button("Camera off").waitFor();
    await expect.poll(() => caller.alert.count()).toBe(0);
  });

  test("the keypad sends keys and shows them", async () => {
    await caller.inCall();
    await caller.more();
    for (const key of ["1", "2", "hash"]) await caller.button(key).click();

    await expect.poll(() => caller.page.getByLabel("Keys pressed").textContent()).toBe("12#");
    await expect.poll(() => caller.alert.count()).toBe(0);
    await screenshot(caller.page, "keypad");
  });

  test("what is behind a button is closed by Escape, also from the button", async () => {
    await caller.inCall();
    const panel = caller.page.getByRole("complementary", { name: "More" });
    await caller.more();
    await caller.page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await caller.more();
    await caller.button("1").focus();
    await caller.page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });

    await expect.poll(() => caller.page.evaluate(() => document.activeElement?.textContent)).toBe("More");
  });

  test("leaving hangs up, signs out and switches the camera off", async () => {
    await caller.inCall();
    await caller.button("Leave").click();
    await caller.button("Join").waitFor();

    const signedOut = () =>
      caller.sip.requests.some(({ method, headers }) => {
        return method === "REGISTER" && headers.some(([name, value]) => name === "expires" && value === "0");
      });
    await expect.poll(() => caller.sent("BYE")).toBe(true);
    await expect.poll(signedOut).toBe(true);
    await expect.poll(() => caller.page.getByLabel("Your camera").isVisible()).toBe(false);
    await expect.poll(() => caller.alert.count()).toBe(0);
  });

  test("a hang-up by the server is told in words", async () => {
    await caller.inCall();
    caller.sip.hangUp();

    await caller.says("The server ended the call");
  });

  test("what the switch's voice has said before it hung up is told in words, too", async () => {
    await caller.inCall();
    caller.sip.hangUp("not_open");

    await caller.says("This conference is not open at this time");
    await screenshot(caller.page, "not-open");
  });

  test("who waits to be let in reads so, and then that they are in", async () => {
    caller.sip.lobby = true;
    await caller.inCall();
    const waits = caller.page.getByRole("heading", { name: "Waiting to be let in" });
    await waits.waitFor();
    await screenshot(caller.page, "waiting");
    expect(await findings(caller.page)).toEqual([]);
    caller.sip.inform("admitted");
    await waits.waitFor({ state: "detached" });
    caller.sip.inform("waiting");
    await waits.waitFor();

    expect(caller.complaints).toEqual([]);
  });

  test("who is not let in reads the words of whoever did not", async () => {
    caller.sip.lobby = true;
    await caller.inCall();
    caller.sip.hangUp("refused", "Später, bitte: <b>wir</b> sind noch nicht so weit");

    await caller.says("You were not let into this conference");
    await caller.says("Später, bitte: <b>wir</b> sind noch nicht so weit");
    await screenshot(caller.page, "refused");
  });

  test("a lost connection is told and the call goes on", async () => {
    await caller.inCall();
    caller.sip.dropConnections();
    await caller.says("The connection to the server is lost");
    const before = await caller.frames();

    await expect.poll(() => caller.frames()).toBeGreaterThan(before + 5);
    await expect.poll(() => caller.alert.count(), { timeout: 20_000 }).toBe(0);
  });

  test("closing the page hangs up", async () => {
    await caller.inCall();
    await caller.page.goto("about:blank");

    await expect.poll(() => caller.sent("BYE")).toBe(true);
  });

  test("no password stays in the browser and nobody else is asked for anything", async () => {
    await caller.inCall();
    await caller.button("Leave").click();
    await caller.button("Join").waitFor();
    const state = JSON.stringify(await caller.context.storageState({ indexedDB: true }));

    expect(state).toContain("1000@example.com");
    expect(state).not.toContain(PASSWORD);
    await expect.poll(() => caller.page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(
      caller.asked.filter((url) => !url.startsWith(here.pages.url) && !url.startsWith(caller.sip.address)),
    ).toEqual([]);
  });

  test.each(["light", "dark"] as const)("axe finds nothing to mend before and in a call (%s)", async (colorScheme) => {
    await caller.close();
    caller = await Caller.open(here.browser, here.pages, { bypassCSP: true, colorScheme });
    await caller.join("");
    expect(await findings(caller.page)).toEqual([]);
    await caller.inCall();
    await caller.more();

    expect(await findings(caller.page)).toEqual([]);
  });

  test("on a telephone everything fits and can be reached", async () => {
    await caller.page.setViewportSize({ width: 360, height: 740 });
    const overflow = () => caller.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(() => overflow()).toBeLessThanOrEqual(0);
    await screenshot(caller.page, "lobby-phone");
    await caller.inCall();
    await screenshot(caller.page, "call-phone");

    await expect.poll(() => overflow()).toBeLessThanOrEqual(0);
    const leave = await caller.button("Leave").boundingBox();
    expect((leave?.x ?? 0) + (leave?.width ?? 0)).toBeLessThanOrEqual(360);
  });
});
