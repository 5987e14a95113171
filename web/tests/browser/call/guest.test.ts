/** A guest's minutes in a meeting: coming in on a telephone, what is over the picture, and why it is over. */

import type { BrowserContextOptions } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import type { ApiStandIn } from "../../api_stand_in";
import { AT, recording } from "../../conference_stand_in";
import { header } from "../../sip_message";
import { findings } from "../accessibility";
import type { Caller } from "./caller";
import { skipped } from "../chromium";
import { Guest } from "./guest";
import { SIZES, outside } from "../outside";
import { screenshot } from "../screenshots";

const PHONE = { width: 375, height: 667 };

describe.skipIf(skipped)("a guest by a link", () => {
  const guest = new Guest();
  let api: ApiStandIn;
  let caller: Caller;

  beforeEach(() => {
    ({ api } = guest);
  });

  const told = (type: string, data: Record<string, unknown>) => api.feed.tell("internal", type, data);
  const own = () => api.state.members[1]!;

  async function arrive(options: BrowserContextOptions = {}): Promise<void> {
    await guest.arrive(options);
    ({ caller } = guest);
    await caller.page.getByText(/Welcome|Willkommen/).waitFor();
  }

  async function comeIn(options: BrowserContextOptions = {}): Promise<void> {
    await arrive(options);
    await caller.page.locator("form button.primary").click();
    await caller.page.locator("video.conference").waitFor();
    await caller.page.locator(".overlay .name").first().waitFor({ state: "attached" });
  }

  test("on a telephone the button is there without scrolling, and a link without a name asks for one", async () => {
    guest.named.name = "";
    await arrive({ viewport: PHONE });
    const join = await caller.button("Join").boundingBox();
    expect((join?.y ?? 0) + (join?.height ?? 0)).toBeLessThanOrEqual(PHONE.height);
    await screenshot(caller.page, "guest-phone");
    await caller.button("Join").click();
    await caller.page.getByText("Give a name").waitFor();
    expect(caller.sent("REGISTER")).toBe(false);
    await caller.page.getByLabel("Your name").fill("Edith\u0000 Clarke");
    await caller.button("Join").click();
    await caller.page.locator("video.conference").waitFor();
    const invite = caller.sip.requests.find(({ method }) => method === "INVITE");

    expect(header(invite!, "from")).toContain('"Edith Clarke"');
  });

  test("a guest comes in without being seen or heard, if they want to", async () => {
    await arrive();
    await caller.button("Microphone is on").click();
    await caller.button("Camera is on").click();
    await caller.page.getByText("Camera is off").waitFor();
    await caller.button("Join").click();
    await caller.button("Unmute").waitFor();
    await caller.button("Camera on").click();

    await caller.button("Camera off").waitFor();
    await expect.poll(() => caller.alert.count()).toBe(0);
  });

  test("who refuses camera and microphone, or has none, is in with one more click, on a telephone, too", async () => {
    await arrive({ viewport: PHONE, bypassCSP: true });
    await caller.page.addInitScript(() => {
      const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = (wanted) =>
        wanted?.video ? Promise.reject(new DOMException("no", "NotAllowedError")) : real(wanted);
    });
    await caller.page.reload();
    await caller.button("Join").click();
    await caller.says("The browser may not use camera or microphone");
    await expect.poll(() => outside(caller.page, ".go-on button")).toEqual([]);
    expect(await findings(caller.page)).toEqual([]);
    await screenshot(caller.page, "guest-refused-devices");
    await caller.button("Go on without camera").click();
    await caller.page.getByText("No camera: others will not see you.").waitFor();
    await expect.poll(() => caller.page.evaluate(() => document.activeElement?.textContent)).toBe("Join");
    await caller.button("Join").click();
    await caller.button("Mute").waitFor();

    expect([await caller.button("Mute").isDisabled(), await caller.button("Camera off").isDisabled()]).toEqual([
      false,
      true,
    ]);
  });

  test("what is said over the picture hides nothing of what stands beside it", async () => {
    await comeIn({ viewport: { width: 640, height: 360 } });
    await caller.button("Chat").click();
    own().muted = true;
    await caller.says("The host muted you");
    const [notice, panel] = await Promise.all([
      caller.alert.boundingBox(),
      caller.page.locator("aside.meeting").boundingBox(),
    ]);

    expect(notice!.x + notice!.width).toBeLessThanOrEqual(panel!.x);
  });

  test("names lie over the picture where the map has them, and can be put away", async () => {
    await comeIn();
    own().muted = false;
    const shown = () => caller.page.locator(".overlay .name").allInnerTexts();
    await expect.poll(() => shown()).toEqual(["Ada Lovelace", "You", expect.stringContaining("<img")]);
    // The stand-in's second place is the right upper quarter of the picture.
    const places = await caller.page.locator(".overlay .place").nth(1).boundingBox();
    const whole = await caller.page.locator(".overlay").boundingBox();
    expect(Math.round((places!.x - whole!.x) / whole!.width / 0.01) / 100).toBe(0.5);
    expect(Math.round(places!.width / whole!.width / 0.01) / 100).toBe(0.5);
    expect(Math.abs(whole!.width / whole!.height - 16 / 9)).toBeLessThan(0.02);
    await caller.more();
    await caller.button("Hide names").click();

    await expect.poll(() => caller.page.locator(".overlay").count()).toBe(0);
  });

  test("a guest is told that it is recorded, and that a host muted them, and takes that back with a key", async () => {
    await comeIn();
    api.state.recordings.push(recording("rec-1"));
    await caller.page.getByText("This meeting is being recorded now.").waitFor({ state: "attached" });
    await caller.page.locator(".signs").getByText("Recording").waitFor();
    own().muted = true;
    await caller.says("The host muted you");
    await screenshot(caller.page, "guest-muted");
    await caller.button("Unmute myself").click();
    own().muted = false;

    await expect.poll(() => caller.alert.count()).toBe(0);
  });

  test.each([
    ["removed", () => told("member.left", { uuid: "uuid-2", cause: "hung_up_by_command" }), "You were removed"],
    ["ended", () => told("conference.ended", { reason: null }), "The meeting has ended"],
    ["hung up for whatever reason", () => undefined, "The server ended the call"],
  ])("who was %s reads so", async (_, happens, words) => {
    await comeIn();
    happens();
    caller.sip.hangUp();
    await caller.says(words);
    if (words.includes("removed")) await screenshot(caller.page, "guest-removed");

    // What nobody explains is waited for a while.
    await expect.poll(() => api.feed.connections, { timeout: 25_000 }).toBe(0);
  });

  test("who was removed reads so also when it is told late", async () => {
    await comeIn();
    caller.sip.hangUp();
    await caller.says("The server ended the call");
    told("member.left", { uuid: "uuid-2", cause: "hung_up_by_command" });
    await caller.says("You were removed");

    await expect.poll(() => api.feed.connections).toBe(0);
  });

  test.each([
    ["locked", () => (api.state.locked = true), "The meeting is locked"],
    ["full", () => (api.state.max_members = 2), "The meeting is full"],
  ])("who comes to a meeting that is %s reads so", async (_, shut, words) => {
    api.state.members.splice(1, 1);
    api.state.member_count = 2;
    shut();
    await arrive();
    await caller.button("Join").click();
    await caller.page.locator("video.conference").waitFor();
    caller.sip.hangUp();

    await caller.says(words);
  });

  test("a host mutes, removes after a second click, locks and lets in who waits", async () => {
    guest.named.can = ["view", "chat", "host"];
    api.waiting = [
      { uuid: "w-1", number: 7, name: "Mary", user: null, invitee: null, video: true, since: AT } as never,
    ];
    await comeIn();
    await caller.button("Chat").click();
    await caller.button("Admit Mary").click();
    await caller.button("Admit Mary").waitFor({ state: "detached" });
    await caller.button("Lock").click();
    await caller.button("Unlock").waitFor();
    await caller.page.locator(".signs").getByText("Locked").waitFor();
    await caller.button("Mute Ada Lovelace").click();
    await caller.button("Ask Ada Lovelace to unmute").waitFor();
    const focused = () => caller.page.evaluate(() => document.activeElement?.textContent);
    const asked = async () => {
      // Nothing can be asked while the order before is on its way.
      const remove = caller.button("Remove Ada Lovelace");
      if ((await caller.button("Keep").count()) === 0 && (await remove.isEnabled())) await remove.press("Enter");
      return focused();
    };
    // Whoever presses again too soon has meant it once.
    await expect.poll(asked, { interval: 1_000, timeout: 15_000 }).toBe("Keep");
    const afterEnter = async () => {
      // One that comes too soon after another counts as the same.
      if ((await caller.button("Keep").count()) > 0) await caller.page.keyboard.press("Enter");
      return caller.page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    };
    await expect.poll(afterEnter, { interval: 1_000, timeout: 15_000 }).toBe("Remove Ada Lovelace");
    // Two clicks that were meant as one do not answer the question that comes under the mouse.
    await caller.button("Remove Ada Lovelace").dblclick();
    await screenshot(caller.page, "guest-host");
    await expect.poll(() => api.state.members.map(({ name: one }) => one)).toContain("Ada Lovelace");
    await caller.button("Remove").click();

    await expect.poll(() => api.state.members.map(({ name: one }) => one)).not.toContain("Ada Lovelace");
    await expect.poll(() => caller.button("Remove Grace Hopper").count()).toBe(0);
  });

  test("a host whose panel is closed is told who waits, and lets them in from there", async () => {
    guest.named.can = ["view", "chat", "host"];
    await comeIn();
    const comes = (uuid: string, called: string) => {
      const person = { uuid, user: null, invitee: null, name: called, video: true, since: AT };
      api.waiting = [...api.waiting, person];
      told("waiting.joined", { waiting: person });
    };
    comes("w-1", "Mary");
    await caller.page.getByRole("status").getByText("Mary waits to be let in.").waitFor({ state: "attached" });
    comes("w-2", "Emmy");
    await caller.page.locator(".at-the-door").getByText("Mary and 1 more wait to be let in.").waitFor();
    await screenshot(caller.page, "guest-at-the-door");
    await caller.button("Admit all").click();
    await caller.page.locator(".at-the-door").waitFor({ state: "detached" });

    expect(api.waiting).toEqual([]);
  });

  test("a screen is a second call with a mark, and ends with its button", async () => {
    await arrive();
    await caller.page.evaluate(() => {
      const canvas = document.createElement("canvas");
      canvas.getContext("2d")?.fillRect(0, 0, 10, 10);
      navigator.mediaDevices.getDisplayMedia = () => Promise.resolve(canvas.captureStream(5));
    });
    await caller.button("Join").click();
    await caller.button("Share screen").click();
    await caller.button("Stop sharing").waitFor();
    const shares = () => caller.sip.requests.filter((one) => header(one, "x-share") === "screen");
    // Once without and once with the password's proof.
    await expect.poll(() => shares().filter(({ method }) => method === "INVITE").length).toBe(2);
    const offer = shares().at(-1)!;
    await caller.button("Stop sharing").click();
    await expect.poll(() => caller.sent("BYE") || caller.sent("CANCEL")).toBe(true);

    expect(header(offer, "from")).toContain("Grace – screen");
    expect(offer.body).toMatch(/m=video[\s\S]*a=sendonly/);
    await caller.button("Share screen").waitFor();
  });

  test("in a German browser everything is in German, and English is one click away", async () => {
    await arrive({ locale: "de-DE", bypassCSP: true });
    await expect.poll(() => caller.page.locator("html").getAttribute("lang")).toBe("de");
    await caller.button("Teilnehmen").waitFor();
    await caller.button("English").click();
    await caller.button("Join").waitFor();
    await caller.button("Deutsch").click();
    await caller.button("Teilnehmen").click();
    await caller.button("Stumm").waitFor();
    await caller.button("Gehen").waitFor();

    expect(await findings(caller.page)).toEqual([]);
  });

  test.each(SIZES)("%s: every button of the call is there without scrolling", async (label, width, height) => {
    await comeIn({ viewport: { width, height }, locale: "de-DE" });
    await screenshot(caller.page, `guest-${label}`);

    await expect.poll(() => caller.page.locator(".controls button").count()).toBe(7);
    await expect.poll(() => outside(caller.page, ".controls button")).toEqual([]);
  });
});
