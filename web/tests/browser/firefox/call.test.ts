/** A guest's minutes in a meeting, in Firefox. */

import { describe, expect, test } from "vitest";
import { skipped as withoutChromium } from "../chromium";
import { SILENCE, listen } from "../hearing";
import { screenshot } from "../screenshots";
import { skipped, startFirefox } from "./firefox";
import { Guest } from "../call/guest";

const MOST_TABS = 30;

describe.skipIf(skipped || withoutChromium)("a guest in Firefox", () => {
  const guest = new Guest(startFirefox);

  const told = (type: string, data: Record<string, unknown>) => guest.api.feed.tell("internal", type, data);
  const framesSent = async () => (await guest.caller.mux.heard()).framesReceived;
  const texts = (selector: string) => guest.caller.page.locator(selector).allInnerTexts();

  test("by a link one click leads into the call: seen and heard both ways, names and who talks over the picture", async () => {
    await guest.comeIn();
    await expect.poll(framesSent).toBeGreaterThan(5);
    await expect.poll(listen(guest.caller.mux, 1)).toBeGreaterThan(SILENCE);
    await expect.poll(() => texts(".overlay .name")).toEqual(["Ada Lovelace", "You", expect.stringContaining("<img")]);
    await expect.poll(() => texts(".overlay .talks .name")).toEqual(["You"]);
    guest.api.state.members[0]!.talking = true;
    guest.api.state.members[1]!.talking = false;
    await expect.poll(() => texts(".overlay .talks .name")).toEqual(["Ada Lovelace"]);
    const line = () => guest.caller.page.locator(".line-light").getAttribute("aria-label");
    await expect.poll(line).toMatch(/^Your connection is \w+: [\d.]+ % lost, \d+ ms/);
    // What takes the picture brings a style of its own, which the policy refuses.
    expect([guest.caller.complaints, await guest.caller.alert.count()]).toEqual([[], 0]);
    await screenshot(guest.caller.page, "firefox-call");
  });

  test("mute silences, a camera that is off is a card, and both come back in the same call", async () => {
    await guest.comeIn();
    await expect.poll(listen(guest.caller.mux, 1)).toBeGreaterThan(SILENCE);
    await guest.caller.button("Mute").click();
    await expect.poll(listen(guest.caller.mux, 1)).toBeLessThan(SILENCE);
    await guest.caller.button("Unmute").click();
    await expect.poll(listen(guest.caller.mux, 1)).toBeGreaterThan(SILENCE);
    await guest.caller.button("Camera off").click();
    await guest.caller.button("Camera on").waitFor();
    const before = await framesSent();
    await expect.poll(framesSent).toBeGreaterThan(before + 2);
    await guest.caller.button("Camera on").click();
    await guest.caller.button("Camera off").waitFor();

    expect([guest.caller.sent("BYE"), await guest.caller.alert.count()]).toEqual([false, 0]);
  });

  test("messages go both ways, a hand goes up and down, and the host's mute is told and taken back", async () => {
    await guest.comeIn();
    await guest.caller.button("Chat").click();
    told("message.posted", { id: "m-1", sender: "1000", name: "Ada Lovelace", text: "Good morning" });
    await guest.caller.page.getByRole("log").getByText("Good morning", { exact: true }).waitFor();
    await guest.caller.page.getByLabel("Message to everybody").fill("Hello from Firefox");
    await guest.caller.page.keyboard.press("Enter");
    await guest.caller.page.getByRole("log").getByText("Hello from Firefox", { exact: true }).waitFor();
    await expect
      .poll(() => guest.api.feed.messages("internal").map(({ text }) => text))
      .toEqual(["Good morning", "Hello from Firefox"]);
    await guest.caller.button("Raise hand").click();
    await guest.caller.page.getByText("hand up").waitFor();
    await guest.caller.button("Lower hand").click();
    await guest.caller.button("Raise hand").waitFor();
    guest.api.state.members[1]!.muted = true;
    await guest.caller.says("The host muted you");
    await screenshot(guest.caller.page, "firefox-muted");
    await guest.caller.button("Unmute myself").click();
    guest.api.state.members[1]!.muted = false;

    await expect.poll(() => guest.caller.alert.count()).toBe(0);
  });

  test("leaving hangs up and switches the camera off; who is removed when they have come again reads so", async () => {
    await guest.comeIn();
    await guest.caller.button("Leave").click();
    await guest.caller.button("Join").waitFor();
    await expect.poll(() => guest.caller.sent("BYE")).toBe(true);
    await expect.poll(() => guest.caller.page.getByLabel("Your camera").isVisible()).toBe(false);
    await guest.join();
    await guest.caller.page.locator(".overlay .name").first().waitFor({ state: "attached" });
    told("member.left", { uuid: "uuid-2", cause: "hung_up_by_command" });
    guest.caller.sip.hangUp();

    await guest.caller.says("You were removed");
    await expect.poll(() => guest.api.feed.connections).toBe(0);
  });

  test("the keyboard alone comes in, and whoever is there when the meeting ends reads so", async () => {
    await guest.arrive();
    await guest.caller.page.getByText("Welcome, Grace").waitFor();
    const focused = () => guest.caller.page.evaluate(() => document.activeElement?.textContent ?? "");
    for (let tabs = 0; tabs < MOST_TABS && (await focused()) !== "Join"; tabs += 1)
      await guest.caller.page.keyboard.press("Tab");
    await expect.poll(() => focused()).toBe("Join");
    await guest.caller.page.keyboard.press("Enter");
    await guest.caller.page.locator(".overlay .name").first().waitFor({ state: "attached" });
    told("conference.ended", { reason: null });
    guest.caller.sip.hangUp();

    await guest.caller.says("The meeting has ended");
  });
});
