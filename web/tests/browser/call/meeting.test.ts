/** Around the picture of a call: people, messages and hands, for a caller whose link has a token. */

import type { BrowserContextOptions } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { tokenFor } from "../../api_stand_in";
import type { ApiStandIn } from "../../api_stand_in";
import { AT, member } from "../../conference_stand_in";
import { findings } from "../accessibility";
import type { Caller } from "./caller";
import { skipped } from "../chromium";
import { Guest } from "./guest";
import { screenshot } from "../screenshots";

const GUEST = tokenFor(["view", "chat"], "1001", ["internal"]);
const HOST = tokenFor(["view", "chat", "host"], "1001", ["internal"]);

describe.skipIf(skipped)("the caller's page with a token", () => {
  const guest = new Guest();
  let api: ApiStandIn;
  let caller: Caller;

  beforeEach(() => {
    ({ api } = guest);
  });

  async function arrive(link: string, options: BrowserContextOptions = {}): Promise<void> {
    await guest.arrive(options, link);
    ({ caller } = guest);
  }

  async function called(link = `#token=${GUEST}`, options: BrowserContextOptions = {}): Promise<void> {
    await arrive(link, options);
    await caller.inCall();
  }

  const openPanel = async () => {
    await caller.page.getByRole("button", { name: /^Chat\b/ }).click();
    await person("Ada Lovelace").waitFor();
  };
  const person = (name: string) => caller.page.getByRole("group", { name: "People" }).getByText(name, { exact: true });
  const message = (text: string) => caller.page.getByRole("log").getByText(text, { exact: true });
  const told = (type: string, data: Record<string, unknown>) => api.feed.tell("internal", type, data);
  const write = (text: string, id = text) => told("message.posted", { id, sender: "1000", name: "Ada Lovelace", text });

  test("shows who is there, by name, and what becomes of them as it happens", async () => {
    told("presence.joined", { subject: "1001", name: null, since: AT });
    told("presence.joined", { subject: "a guest", name: "Mary", since: AT });
    await called();
    await openPanel();
    const people = () => caller.page.getByRole("group", { name: "People" }).getByRole("listitem").allInnerTexts();
    expect((await people()).map((line) => line.replace(/\s+/g, " "))).toEqual([
      "Ada Lovelace host",
      "Grace Hopper (you) talking",
      expect.stringContaining("<img src=x"),
      "Mary not in the call",
    ]);
    api.state.members[0]!.muted = true;
    api.state.members.push(member(4, "1003", "Katherine Johnson"));
    await person("Katherine Johnson").waitFor();
    await expect.poll(async () => (await people())[0]).toContain("muted");
    await screenshot(caller.page, "call-people");

    expect(caller.complaints).toEqual([]);
    expect(await caller.page.title()).not.toBe("broken");
  });

  test("what one writes reaches everybody, and what others write is there at once and counted until it is read", async () => {
    await called();
    write("Good morning");
    await caller.page.getByRole("button", { name: /^Chat.*unread: 1$/ }).waitFor();
    await openPanel();
    await message("Good morning").waitFor();
    await caller.page.getByLabel("Message to everybody").fill("Two\nlines");
    await caller.page.keyboard.press("Enter");
    await message("Two\nlines").waitFor();
    await expect.poll(() => caller.page.getByLabel("Message to everybody").inputValue()).toBe("");
    await expect
      .poll(() => api.feed.messages("internal").map(({ sender, text }) => [sender, text]))
      .toEqual([
        ["1000", "Good morning"],
        ["1001", "Two\nlines"],
      ]);
    await caller.button("Close people and messages").click();
    write("Later");

    await caller.page.getByRole("button", { name: /^Chat.*unread: 1$/ }).waitFor();
  });

  test("what could not be sent stays, says why, and is one message when it is sent again", async () => {
    await called();
    await openPanel();
    api.tooMuch = true;
    await caller.page.getByLabel("Message to everybody").fill("Hello");
    await caller.button("Send").click();
    await caller.says("Not sent. Too many messages");
    api.tooMuch = false;
    await caller.button("Send").click();
    await message("Hello").waitFor();
    const sent = api.asked.filter(({ method }) => method === "POST").flatMap(({ body }) => (body ? [body] : []));

    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual(sent[1]);
    await expect.poll(() => caller.alert.count()).toBe(0);
  });

  test("what is being written stays while its panel is closed, and is sent as one message", async () => {
    await called();
    await openPanel();
    await caller.page.getByLabel("Message to everybody").fill("Half a sen");
    await caller.button("Close people and messages").click();
    await caller.button("Chat").click();
    await expect.poll(() => caller.page.getByLabel("Message to everybody").inputValue()).toBe("Half a sen");
    await caller.page.getByLabel("Message to everybody").fill("Half a sentence");
    await caller.button("Send").click();
    await message("Half a sentence").waitFor();

    await expect.poll(() => api.feed.messages("internal").map(({ text }) => text)).toEqual(["Half a sentence"]);
  });

  test("what a host has ordered is still under way when the panel is opened again, and then done", async () => {
    await called(`#conference=internal&token=${HOST}`);
    await openPanel();
    let goOn: () => void = () => undefined;
    const waits = new Promise<void>((done) => (goOn = done));
    await caller.page.route("**/v1/conferences/internal", async (route) => {
      await waits;
      await route.continue();
    });
    await caller.button("Lock").click();
    await caller.button("Close people and messages").click();
    await openPanel();
    expect([await caller.button("Lock").isDisabled(), await caller.button("Mute Ada Lovelace").isDisabled()]).toEqual([
      ...[true, false],
    ]);
    goOn();
    await caller.button("Unlock").waitFor();

    await expect.poll(() => caller.button("Unlock").isDisabled()).toBe(false);
  });

  test("a hand goes up and down, one's own only, and is seen lowered by somebody else", async () => {
    await called();
    await openPanel();
    await caller.button("Raise hand").click();
    await caller.button("Lower hand").waitFor();
    await expect
      .poll(() => api.feed.conference("internal")?.members.map(({ hand_raised_at }) => hand_raised_at !== null))
      .toEqual([false, true, false]);
    await caller.page.getByText("hand up").waitFor();
    await screenshot(caller.page, "call-hand");
    told("hand.lowered", { uuid: "uuid-2", subject: null });
    await caller.button("Raise hand").click();
    await caller.button("Lower hand").click();

    await caller.button("Raise hand").waitFor();
  });

  test("whose call is hard to follow has that beside their name, as long as it is", async () => {
    await called();
    await openPanel();
    told("member.changed", { uuid: "uuid-1", changed: { quality: { sends: "poor", receives: null } } });
    await caller.page.getByText("arrives badly").waitFor();
    await screenshot(caller.page, "call-quality");
    told("member.changed", { uuid: "uuid-1", changed: { quality: null } });

    await caller.page.getByText("arrives badly").waitFor({ state: "detached" });
  });

  test("a hand that may not be raised says why, and people go on being shown", async () => {
    await called();
    await openPanel();
    api.feed.refusal = { type: "", title: "no", status: 403, code: "missing_ability", detail: "it needs chat" };
    await caller.button("Raise hand").click();
    await caller.says("Your hand did not move. The token does not allow this");
    api.state.members[0]!.muted = true;

    await person("Ada Lovelace").waitFor();
    await caller.button("Raise hand").waitFor();
  });

  test("a host deletes what somebody wrote, others are offered nothing of the kind", async () => {
    write("a secret", "m-1");
    await called();
    await openPanel();
    await message("a secret").waitFor();
    await expect.poll(() => caller.button("Delete").count()).toBe(0);
    await caller.close();
    await called(`#conference=internal&token=${HOST}`);
    await openPanel();
    await caller.button("Delete").click();

    await message("A host has deleted this message.").waitFor();
    await expect.poll(() => message("a secret").count()).toBe(0);
  });

  test("who may only look neither writes nor raises a hand", async () => {
    await called(`#token=${tokenFor(["view"], "1001", ["internal"])}`);
    await openPanel();

    await expect.poll(() => caller.page.getByLabel("Message to everybody").isDisabled()).toBe(true);
    await expect.poll(() => caller.button("Raise hand").isDisabled()).toBe(true);
  });

  test("a token that is refused ends nothing but the people and messages", async () => {
    api.expired = true;
    await called();
    await caller.button("Chat").click();
    await caller.says("The server does not accept the token of your link");
    const before = await caller.frames();

    await expect.poll(() => caller.frames()).toBeGreaterThan(before + 5);
  });

  test("a link whose token is for several conferences must say which", async () => {
    await arrive(`#token=${tokenFor(["view"], "1001", ["internal", "other"])}`);
    await caller.says("The link does not say which conference it is for");
    await caller.close();
    await called(`#conference=internal&token=${tokenFor(["view"], "1001", ["internal", "other"])}`);

    await openPanel();
  });

  test("the token is nowhere but in memory, and nothing is asked before the call nor after it", async () => {
    await arrive(`#number=999&token=${GUEST}`);
    await expect.poll(() => caller.page.url()).toBe(`${guest.pages.url}/call/#number=999`);
    await caller.inCall();
    await openPanel();
    await expect.poll(() => api.asked.length).toBe(4);
    await caller.button("Leave").click();
    await caller.button("Join").waitFor();
    await expect.poll(() => api.feed.connections).toBe(0);
    const kept = JSON.stringify(await caller.context.storageState({ indexedDB: true }));

    expect(kept).not.toContain(GUEST);
    expect(caller.asked.filter((url) => url.includes(GUEST))).toEqual([]);
    await expect
      .poll(() => api.asked.map(({ method, path }) => `${method} ${path}`))
      .toEqual([
        "POST /v1/live",
        "GET /v1/conferences/internal/messages",
        // The map, for the names over the picture; once more, for its rows are written a moment later.
        "GET /v1/conferences/internal/canvas",
        "GET /v1/conferences/internal/canvas",
      ]);
  });

  test.each([
    ["with a token", `#token=${GUEST}`],
    ["without one", ""],
  ])("while nothing happens nothing is asked in ten minutes of a call (%s)", async (_, link) => {
    await arrive(link);
    await caller.page.clock.install();
    await caller.inCall();
    if (link) await openPanel();
    // The map is asked for once more, a moment later: its rows may be written then.
    if (link) await caller.page.clock.runFor(2_000);
    if (link) await expect.poll(() => api.asked.filter(({ path }) => path.endsWith("/canvas")).length).toBe(2);
    const before = api.asked.length;
    const asked = caller.asked.length;
    for (let second = 0; second < 600; second += 5) {
      await caller.page.clock.runFor(5_000);
      // What was said has to come back before more time passes.
      if (link) await expect.poll(() => api.feed.sent - api.feed.said.length, { interval: 10 }).toBe(0);
    }

    expect(api.asked.slice(before)).toEqual([]);
    expect(caller.asked.slice(asked)).toEqual([]);
    await expect.poll(() => api.feed.said.filter(({ type }) => type === "ping").length).toBeGreaterThan(link ? 8 : -1);
    await expect.poll(() => api.feed.connections).toBe(link ? 1 : 0);
    await expect.poll(() => caller.alert.count()).toBe(0);
  });

  test("after a minute without network it shows what happened meanwhile", async () => {
    await called();
    await openPanel();
    await caller.context.setOffline(true);
    await caller.page.evaluate(() => dispatchEvent(new Event("offline")));
    write("while you were away");
    api.state.members.splice(0, 1);
    told("hand.raised", { uuid: "uuid-3", subject: null, name: null, raised_at: AT });
    await caller.says("This computer is offline");
    await caller.context.setOffline(false);
    await caller.page.evaluate(() => dispatchEvent(new Event("online")));
    await message("while you were away").waitFor();
    await caller.page.getByText("hand up").waitFor();

    await expect.poll(() => person("Ada Lovelace").count()).toBe(0);
  });

  test("the panel is opened and closed by keyboard, which goes back to its button", async () => {
    await called();
    await caller.button("Chat").focus();
    await caller.page.keyboard.press("Enter");
    await person("Ada Lovelace").waitFor();
    await caller.page.getByLabel("Message to everybody").focus();
    await caller.page.keyboard.press("Escape");

    await expect.poll(() => caller.page.evaluate(() => document.activeElement?.textContent)).toBe("Chat");
    await expect.poll(() => person("Ada Lovelace").count()).toBe(0);
  });

  test.each(["light", "dark"] as const)(
    "axe finds nothing to mend with people and messages (%s)",
    async (colorScheme) => {
      write("Good morning");
      told("hand.raised", { uuid: "uuid-3", subject: null, name: null, raised_at: AT });
      told("presence.joined", { subject: "a guest", name: "Mary", since: AT });
      await called(`#token=${HOST}`, { bypassCSP: true, colorScheme });
      await openPanel();
      await message("Good morning").waitFor();
      await screenshot(caller.page, `call-meeting-${colorScheme}`);

      expect(await findings(caller.page)).toEqual([]);
    },
  );

  test.each([360, 375])(
    "on a telephone of %i px everything fits, and people and messages are below the picture",
    async (width) => {
      write("A rather long message about the agenda of this afternoon, which takes several lines on a telephone");
      await called(undefined, { viewport: { width, height: 740 } });
      const fits = async () => {
        const boxes = await caller.page.getByRole("button").evaluateAll((buttons) =>
          buttons.map((button) => {
            const { right, bottom, left } = button.getBoundingClientRect();
            return [left >= 0, right <= innerWidth, bottom <= innerHeight, button.scrollWidth <= button.clientWidth];
          }),
        );
        expect(boxes.flat()).not.toContain(false);
        expect(boxes.length).toBeGreaterThan(5);
      };
      // Held upright there is room for it below the picture from the beginning.
      await person("Ada Lovelace").waitFor();
      await screenshot(caller.page, `call-meeting-phone-${width}`);
      await fits();
      await caller.button("Close people and messages").click();
      write("Another one");
      await caller.page.getByRole("button", { name: /unread: 1$/ }).waitFor();
      await screenshot(caller.page, `call-token-phone-${width}`);
      await fits();
    },
  );
});
