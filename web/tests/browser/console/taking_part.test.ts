/** The operator's page: messages, raised hands, and who follows the conference in a page. */

import { describe, expect, test } from "vitest";
import { AT } from "../../conference_stand_in";
import { findings } from "../accessibility";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

describe.skipIf(skipped)("the operator's page, where people take part", () => {
  let operator: Operator;
  const browser = inChromium(
    (started) => Operator.open(started),
    (opened) => (operator = opened),
    () => operator,
  );

  const told = (type: string, data: Record<string, unknown>) => operator.api.feed.tell("internal", type, data);
  const write = (text: string, id: string) =>
    told("message.posted", { id, sender: "1000", name: "Ada Lovelace", text });
  const raise = (who: { uuid?: string; subject?: string }, name: string | null = null) =>
    told("hand.raised", { uuid: null, subject: null, ...who, name, raised_at: AT });
  const section = (name: string | RegExp) => operator.page.getByRole("region", { name });
  const message = (text: string) => section("Messages").getByText(text, { exact: true });
  const up = () =>
    section(/^Raised hands/)
      .getByRole("listitem")
      .allInnerTexts();
  const lowered = () => operator.api.feed.said.flatMap((frame) => (frame.type === "hand" ? [frame] : []));

  test("what people write is there as they write it, and what the operator writes reaches them", async () => {
    write("Before", "m-1");
    await operator.signIn();
    await message("Before").waitFor();
    write("<b>Now</b>", "m-2");
    await message("<b>Now</b>").waitFor();
    await operator.page.getByLabel("Message to everybody").fill("Welcome");
    await operator.page.keyboard.press("Enter");
    await message("Welcome").waitFor();

    await expect
      .poll(() => operator.api.feed.messages("internal").at(-1))
      .toMatchObject({ sender: "operator", text: "Welcome" });
    expect(operator.complaints).toEqual([]);
  });

  test("a hundred messages are read backwards, page by page", async () => {
    for (let number = 1; number <= 120; number += 1) write(`Number ${number}`, `m-${number}`);
    await operator.signIn();
    await message("Number 120").waitFor();
    await expect.poll(() => message("Number 70").count()).toBe(0);
    await operator.button("Older messages").click();
    await message("Number 21").waitFor();
    await operator.button("Older messages").click();
    await message("Number 1").waitFor();

    await expect.poll(() => operator.button("Older messages").count()).toBe(0);
    await expect.poll(() => section("Messages").getByRole("listitem").count()).toBe(120);
  });

  test("a message is deleted, and nobody reads it any more", async () => {
    write("a secret", "m-1");
    await operator.signIn();
    await section("Messages").getByRole("button", { name: "Delete" }).click();
    await message("A host has deleted this message.").waitFor();

    await expect.poll(() => message("a secret").count()).toBe(0);
    await expect
      .poll(() => operator.changes().map(({ method, path }) => `${method} ${path}`))
      .toEqual(["DELETE /v1/conferences/internal/messages/m-1"]);
  });

  test("a message is shown as a banner below its sender's picture, on one line, as it may be changed before", async () => {
    write("I come from\nLondon", "m-1");
    await operator.signIn();
    await operator.button("As a banner").click();
    const says = operator.page.getByLabel("It says");
    await expect.poll(() => says.inputValue()).toBe("I come from London");
    await expect.poll(() => operator.page.getByLabel("Below the picture of").inputValue()).toBe("uuid-1");
    await says.fill("Ada, London");
    await operator.button("Show it").click();
    await operator.row("Ada Lovelace").getByText("Ada, London").waitFor();

    await expect
      .poll(() => operator.changes().map(({ path, body }) => [path, body]))
      .toEqual([["/v1/conferences/internal/members/uuid-1", { banner: { text: "Ada, London" } }]]);
  });

  test("on a telephone the whole form of a banner is in sight when it opens", async () => {
    for (let number = 1; number <= 12; number += 1) write(`Number ${number}`, `m-${number}`);
    await operator.page.setViewportSize({ width: 375, height: 667 });
    await operator.signIn();
    await message("Number 12").waitFor();
    await section("Messages").getByRole("button", { name: "As a banner" }).last().click();
    const show = operator.button("Show it");
    await show.waitFor();

    await expect.poll(() => show.evaluate(isInSight)).toBe(true);
    await expect.poll(() => operator.page.getByLabel("Below the picture of").evaluate(isInSight)).toBe(true);
    await screenshot(operator.page, "console-banner-phone");
  });

  test("raised hands stand in their order, and are lowered one by one or all at once", async () => {
    raise({ uuid: "uuid-2" });
    raise({ subject: "a guest" }, "Mary");
    await operator.signIn();
    await operator.row("Grace Hopper").getByText("hand up").waitFor();
    await expect.poll(up).toEqual([expect.stringMatching(/^Grace Hopper/), expect.stringMatching(/^Mary/)]);
    await operator.button("Lower the hand of Grace Hopper").click();
    await expect.poll(up).toEqual([expect.stringMatching(/^Mary/)]);
    raise({ uuid: "uuid-1" });
    await operator.button("Lower all").click();
    await section("Raised hands").getByText("Nobody has raised a hand.").waitFor();

    await expect
      .poll(() => lowered().map(({ uuid, subject, raised }) => [uuid ?? subject, raised]))
      .toEqual([
        ["uuid-2", false],
        ["uuid-1", false],
        ["a guest", false],
      ]);
  });

  test("a hand that could not be lowered says why and stays", async () => {
    raise({ uuid: "uuid-2" });
    await operator.signIn();
    operator.api.feed.refusal = {
      type: "",
      title: "no",
      status: 403,
      code: "missing_ability",
      detail: "it needs host",
    };
    await operator.button("Lower the hand of Grace Hopper").click();
    await operator.page.getByText("Not lowered. The token does not allow this").waitFor();

    await expect.poll(() => up()).toHaveLength(1);
  });

  test("nobody watches unseen", async () => {
    told("presence.joined", { subject: "operator", name: "Otto", since: AT });
    await operator.signIn();
    const there = () =>
      section(/^In a page/)
        .getByRole("listitem")
        .allInnerTexts();
    await expect.poll(there).toEqual([expect.stringMatching(/^Otto/)]);
    told("presence.joined", { subject: "1000", name: "Ada Lovelace", since: AT });
    await expect
      .poll(there)
      .toEqual([expect.stringMatching(/^Otto/), expect.stringMatching(/^Ada Lovelace[^]*in the call, too/)]);
    told("presence.left", { subject: "operator" });

    await expect.poll(there).toEqual([expect.stringMatching(/^Ada Lovelace/)]);
  });

  test("who may only look writes, deletes, shows and lowers nothing", async () => {
    operator.api.can = ["view"];
    write("Good morning", "m-1");
    raise({ uuid: "uuid-2" });
    await operator.signIn();
    await message("Good morning").waitFor();

    await expect.poll(() => operator.page.getByLabel("Message to everybody").isDisabled()).toBe(true);
    await expect.poll(() => operator.button("Lower the hand of Grace Hopper").isDisabled()).toBe(true);
    for (const name of ["Delete", "As a banner"]) await expect.poll(() => operator.button(name).count()).toBe(0);
  });

  test("after a minute offline, or with frames lost, messages, hands and people are as for one who was there", async () => {
    const there = await operator.beside(browser());
    let frames = 0;
    await operator.page.routeWebSocket(/\/live/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((frame) => {
        frames += 1;
        if (frames % 3 !== 0) socket.send(frame);
      });
    });
    await operator.page.clock.install();
    await there.signIn();
    await operator.page.goto(`${operator.pages.url}/#token=${operator.api.token}`);
    await operator.page.clock.runFor(5_000);
    for (let step = 0; step < 12; step += 1) {
      if (step === 4) await operator.page.evaluate(() => dispatchEvent(new Event("offline")));
      write(`Message ${step}`, `m-${step}`);
      if (step % 4 === 1) told("message.deleted", { id: `m-${step - 1}` });
      if (step % 3 === 0) raise(step % 2 ? { subject: `guest ${step}` } : { uuid: "uuid-2" });
      if (step === 9) told("hand.lowered", { uuid: "uuid-2", subject: null });
      told("presence.joined", {
        subject: `guest ${step}`,
        name: null,
        since: new Date(Date.parse(AT) + step).toISOString(),
      });
      if (step % 5 === 4) told("presence.left", { subject: `guest ${step - 1}` });
      await operator.page.clock.runFor(7_000);
    }
    await operator.page.evaluate(() => dispatchEvent(new Event("online")));
    await there.page.getByText("guest 11", { exact: true }).waitFor();
    const shown = async ({ page }: Operator) =>
      Promise.all(
        ["Messages", /^Raised hands/, /^In a page/].map((name) => page.getByRole("region", { name }).innerText()),
      );

    await expect
      .poll(async () => {
        await operator.page.clock.runFor(5_000);
        return shown(operator);
      })
      .toEqual(await shown(there));
    expect((await shown(there)).join("\n")).toMatch(/Message 11[^]*guest 3[^]*In a page \(10\)/);
    expect(frames).toBeGreaterThan(10);
    await there.leave();
  });

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 375],
    ["dark", 375],
  ] as const)("axe finds nothing to mend and everything fits (%s, %i px)", async (colorScheme, width) => {
    await operator.close();
    const viewport = { width, height: width === 375 ? 740 : 900 };
    operator = await Operator.open(browser(), { bypassCSP: true, colorScheme, viewport });
    write(
      "Good morning, everybody. This one is long enough to take several lines wherever it is shown, if it is narrow.",
      "m-1",
    );
    write("Thank you", "m-2");
    told("message.deleted", { id: "m-2" });
    write("I come from London", "m-3");
    raise({ uuid: "uuid-2" });
    raise({ uuid: "uuid-3" });
    raise({ subject: "guest@example.com" }, "Mary");
    told("presence.joined", { subject: "guest@example.com", name: "Mary", since: AT });
    told("presence.joined", { subject: "1000", name: "Ada Lovelace", since: AT });
    await operator.signIn();
    await message(
      "Good morning, everybody. This one is long enough to take several lines wherever it is shown, if it is narrow.",
    ).waitFor();
    await operator.button("As a banner").last().click();
    await operator.page.getByLabel("It says").waitFor();
    await screenshot(operator.page, `console-taking-part-${colorScheme}-${width}`);

    expect(await findings(operator.page)).toEqual([]);
    await expect
      .poll(() => operator.page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
      .toBeLessThanOrEqual(0);
  });
});

/** Whether the middle of it can be touched: neither off the screen nor hidden by the list that it is in. */
function isInSight(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height - 2);
  return there !== null && element.contains(there);
}
