/** The list of conferences in Chromium: found by their names, and what is to be done where there is none. */

import { describe, expect, test } from "vitest";
import { conference } from "../../conference_stand_in";
import { findings } from "../accessibility";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

describe.skipIf(skipped)("the list of conferences", () => {
  let operator: Operator;
  inChromium(
    (started) => Operator.open(started),
    (opened) => (operator = opened),
    () => operator,
  );

  const listed = () =>
    operator.page.getByRole("navigation", { name: "Conferences" }).getByRole("button").locator("strong");

  test("they stand in the order in which people count, and are found from the keyboard", async () => {
    operator.api.others = ["board 10", "board 9"].map((name) => ({ ...conference(), name }));
    await operator.signIn();
    await expect.poll(() => listed().allTextContents()).toEqual(["board 9", "board 10", "internal"]);
    await operator.page.keyboard.press("/");
    await operator.page.keyboard.type("10");

    await expect.poll(() => operator.page.getByLabel("Find a conference").inputValue()).toBe("10");
    await expect.poll(() => listed().allTextContents()).toEqual(["board 10"]);
    await operator.page.keyboard.press("Enter");
    await operator.page.getByRole("heading", { name: "board 10" }).waitFor();
    await operator.page.keyboard.type("0");
    await operator.page.getByText("None is called so.").waitFor();
    await operator.page.keyboard.press("Escape");
    await expect.poll(() => listed().count()).toBe(3);
  });

  test("the field stays where it is while conferences come and go, so that no filter is left without it", async () => {
    await operator.signIn();
    const field = operator.page.getByLabel("Find a conference");
    await field.fill("nothing like that");

    await expect.poll(() => listed().count()).toBe(0);
    await expect.poll(() => field.isVisible()).toBe(true);
  });

  async function withNobody(can: string[], conferences: string[] = ["*"]): Promise<void> {
    Object.assign(operator.api, { ended: true, can, conferences });
    await operator.page.goto(`${operator.pages.url}/#token=${operator.api.token}`);
    await operator.page.getByRole("heading", { name: "No conference is running" }).waitFor();
  }

  test("where none is, an administrator reads the numbers and makes the first link", async () => {
    operator.api.show.rooms = [
      { name: "board", conference: "board.example.com", number: "3000", dial_in: { id: "48151623", has_pin: true } },
      { name: "lounge", conference: "lounge.example.com", number: "", dial_in: null },
    ];
    await withNobody(["admin"]);
    await operator.page.getByText("Users of the domain dial 3000.").waitFor();
    await operator.page.getByText("+496131123456789, then 48151623").waitFor();
    await operator.page.getByLabel("Room").selectOption("lounge");
    await operator.page.getByText("This room cannot be dialled by telephone.").waitFor();
    await operator.button("Make a link").click();

    const link = operator.page.getByLabel("The link, for one person");
    await expect.poll(() => link.inputValue()).toContain("#entry=abc");
    await operator.button("Withdraw it").click();
    await expect.poll(() => link.count()).toBe(0);
    await expect
      .poll(() => operator.changes().map(({ method, path }) => `${method} ${path}`))
      .toEqual(["POST /v1/rooms/lounge/entries", "DELETE /v1/rooms/lounge/entries/entry-1"]);
  });

  test("the links that were made before are listed, and can be taken back", async () => {
    const link = { role: "participant", slot: "", from: null, until: "2030-01-01T10:00:00.000Z", uses: 1 } as const;
    operator.api.show.rooms = [{ name: "lounge", conference: "lounge", number: "", dial_in: null }];
    operator.api.show.links = [
      { ...link, id: "entry-7", name: "Grace", used: 0, state: "open", made_at: "2026-11-30T10:00:00.000Z" },
      { ...link, id: "entry-8", name: "Ada", used: 1, state: "used_up", made_at: "2026-11-30T11:00:00.000Z" },
      { ...link, id: "entry-9", name: "", used: 0, state: "over", made_at: "2026-11-30T09:00:00.000Z" },
    ];
    await withNobody(["admin", "host"]);
    await operator.page.getByText("Links made so far").click();
    const listed = operator.page.locator(".links > li");
    await expect.poll(() => listed.count()).toBe(3);
    await expect.poll(() => listed.nth(0).innerText()).toContain("used 1 of 1");
    await screenshot(operator.page, "console-links");
    expect(await findings(operator.page)).toEqual([]);

    await operator.page.getByRole("button", { name: "Take back the link of Grace" }).click();
    await listed.filter({ hasText: "Grace" }).getByText("taken back").waitFor();
    await expect.poll(() => listed.getByRole("button").count()).toBe(1);
  });

  test("a host of some conferences makes links into their rooms, and asks for no others", async () => {
    await withNobody(["view", "host"], ["board.example.com", "lounge.example.com"]);
    await operator.page.getByLabel("Room").selectOption("lounge");
    await operator.button("Make a link").click();
    await operator.page.getByLabel("The link, for one person").waitFor();

    await expect.poll(() => operator.changes().map(({ path }) => path)).toEqual(["/v1/rooms/lounge/entries"]);
    expect(operator.api.asked.filter(({ path }) => path.startsWith("/v1/rooms?"))).toEqual([]);
  });

  test("whoever may make no link is told who may", async () => {
    await withNobody(["view"]);

    await operator.page.getByText("Links are made by whoever may host.").waitFor();
    await expect.poll(() => operator.button("Make a link").count()).toBe(0);
  });
});
