/** Before the call, in Chromium: the preview, and every way a call does not come about. */

import { describe, expect, test } from "vitest";
import { ANSWERED, RINGS_FOR_EVER, startSipStandIn } from "../../sip_stand_in";
import { BeforeThePage } from "./before_the_page";
import { Caller, PASSWORD } from "./caller";
import { skipped } from "../chromium";
import { screenshot } from "../screenshots";

describe.skipIf(skipped)("the caller's page before the call", () => {
  let caller: Caller;
  const here = new BeforeThePage(
    (opened) => (caller = opened),
    () => caller,
  );

  test("the preview shows the camera before the call", async () => {
    const preview = caller.page.getByLabel("Your camera");
    await caller.button("Try camera and microphone").or(preview).first().waitFor();
    if (await caller.button("Try camera and microphone").isVisible())
      await caller.button("Try camera and microphone").click();
    await preview.waitFor();
    const shown = () => preview.evaluate((video: HTMLVideoElement) => video.videoWidth);
    await expect.poll(shown).toBeGreaterThan(0);
    // The made-up microphone beeps once a second.
    const level = () => caller.page.locator("meter").evaluate((bar: HTMLMeterElement) => bar.value);
    await expect.poll(level).toBeGreaterThan(0.1);
    await screenshot(caller.page, "lobby");

    await expect
      .poll(() => caller.page.getByLabel("Camera", { exact: true }).locator("option").count())
      .toBeGreaterThan(2);
  });

  test("a wrong password is told in words", async () => {
    await caller.join(ANSWERED, "wrong");

    await caller.says("The server refused this user or password");
    expect(caller.sent("INVITE")).toBe(false);
    await screenshot(caller.page, "wrong-password");
  });

  test("a link that names another server gets no digest to it, and the caller is told", async () => {
    const thief = await startSipStandIn({ password: PASSWORD, answer: caller.mux.answer });
    await caller.page.goto("about:blank");
    await caller.page.goto(
      `${here.pages.url}/call/#number=${ANSWERED}&user=1000&address=${encodeURIComponent(thief.address)}`,
    );
    await caller.says(`This page does not call ${thief.address}`);
    await screenshot(caller.page, "foreign-server");
    await caller.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await caller.button("Join").click();

    await expect.poll(() => caller.sent("REGISTER")).toBe(true);
    expect(thief.requests).toEqual([]);
    await thief.close();
  });

  test("a script in the page could not reach another server either: the policy refuses it", async () => {
    const thief = await startSipStandIn({ password: PASSWORD, answer: caller.mux.answer });
    const end = await caller.page.evaluate(
      (address) =>
        new Promise((ended) => {
          document.addEventListener("securitypolicyviolation", (event) => ended(event.effectiveDirective));
          const socket = new WebSocket(address, "sip");
          socket.onopen = () => ended("open");
        }),
      thief.address,
    );

    expect(end).toBe("connect-src");
    await thief.close();
  });

  test.each([
    ["404", "Nobody has this number"],
    ["486", "The line is busy"],
    ["480", "Nobody is reachable there now"],
    ["403", "You may not call this number"],
  ])("a call refused with %s says: %s", async (number, words) => {
    await caller.join(number);

    await caller.says(words);
  });

  test("however often one joins while the browser asks for the camera, there is one question and one call", async () => {
    let sockets = 0;
    caller.page.on("websocket", () => (sockets += 1));
    await caller.page.addInitScript(() => {
      const devices = navigator.mediaDevices;
      const real = devices.getUserMedia.bind(devices);
      const waiting: (() => void)[] = [];
      devices.getUserMedia = (wanted) => new Promise((found) => waiting.push(() => found(real(wanted))));
      Object.assign(window, { questions: () => waiting.length, allow: () => waiting.forEach((go) => go()) });
    });
    await caller.page.reload();
    await caller.fill(ANSWERED);
    await caller.page.locator("#number").evaluate((field: HTMLInputElement) => {
      field.form!.requestSubmit();
      field.form!.requestSubmit();
    });
    await caller.page.getByText("The browser asks for camera and microphone").last().waitFor();
    await expect.poll(() => caller.button("Camera is on").isDisabled()).toBe(true);
    await expect.poll(() => caller.page.evaluate("questions()")).toBe(1);
    await caller.page.evaluate("allow()");
    await caller.page.getByRole("main", { name: `Conference ${ANSWERED}` }).waitFor();
    await expect.poll(() => caller.frames()).toBeGreaterThan(5);

    expect(sockets).toBe(1);
  });

  test("a server that is not there is told in words", async () => {
    await caller.sip.close();
    await caller.join(ANSWERED);

    await caller.says("No connection to ws://127.0.0.1");
  });

  test("a form with mistakes says so at each field and calls nobody", async () => {
    await caller.byNumber();
    await caller.page.getByLabel("Number").fill("9 9 9");
    await caller.button("Join").click();

    await expect.poll(() => caller.page.locator(".problem").count()).toBe(3);
    await expect.poll(() => caller.page.evaluate(() => document.activeElement?.id)).toBe("user");
  });

  test("ringing can be cancelled", async () => {
    await caller.join(RINGS_FOR_EVER);
    await caller.page.getByText(`${RINGS_FOR_EVER} is ringing …`).last().waitFor();
    await caller.button("Cancel").click();

    await caller.button("Join").waitFor();
    await expect.poll(() => caller.sent("CANCEL")).toBe(true);
  });
});
