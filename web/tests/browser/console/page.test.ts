/** The operator's page in Chromium: the token, and what is shown. */

import { describe, expect, test } from "vitest";
import { TOKEN } from "../../api_stand_in";
import { findings } from "../accessibility";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

describe.skipIf(skipped)("the operator's page", () => {
  let operator: Operator;
  const browser = inChromium(
    (started) => Operator.open(started),
    (opened) => (operator = opened),
    () => operator,
  );

  test("a link with a token opens the conferences and leaves no token behind", async () => {
    await operator.signIn();
    const kept = JSON.stringify(await operator.context.storageState({ indexedDB: true }));
    await screenshot(operator.page, "console");

    await expect.poll(() => operator.page.url()).toBe(`${operator.pages.url}/#conference=internal`);
    await expect.poll(() => operator.page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
    expect(kept).not.toContain(TOKEN);
    expect(operator.asked.filter((url) => url.includes(TOKEN) && !url.includes("#"))).toEqual([]);
    expect(operator.asked.filter((url) => !url.startsWith(operator.pages.url) && !url.startsWith("blob:"))).toEqual([]);
  });

  test("a pasted token works, with the word Bearer too", async () => {
    await operator.page.goto(operator.pages.url);
    await screenshot(operator.page, "console-token");
    await operator.page.getByLabel("API token").fill(` Bearer ${TOKEN} `);
    await operator.button("Show conferences").click();

    await operator.row("Grace Hopper").waitFor();
    await expect.poll(() => operator.page.getByText("operator for example.com").count()).toBe(1);
  });

  test("a wrong token is told in words", async () => {
    await operator.page.goto(`${operator.pages.url}/#token=nonsense`);

    await expect
      .poll(() => operator.page.getByRole("alert").textContent())
      .toContain("The server does not accept this token");
    await expect.poll(() => operator.page.getByLabel("API token").inputValue()).toBe("");
  });

  test("a token that expires leads back to the sign-in", async () => {
    await operator.signIn();
    operator.api.expired = true;

    await operator.page.getByLabel("API token").waitFor();
    await expect.poll(() => operator.page.getByRole("alert").textContent()).toContain("does not accept this token");
  });

  test("a hostile name and a hostile picture stay text and image", async () => {
    await operator.signIn();
    const shown = operator.page.getByRole("img", { name: /Who is where/ });
    await shown.waitFor();

    await expect.poll(() => operator.row("<img src=x onerror").count()).toBe(1);
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await expect.poll(() => operator.page.title()).toBe("internal · Conferences");
    expect(operator.complaints).toEqual([]);
  });

  test("without a picture the page says so", async () => {
    operator.api.draws = false;
    await operator.signIn();

    await operator.page.getByText("This server does not draw the picture").waitFor();
    await expect.poll(() => operator.page.getByRole("img", { name: /Who is where/ }).count()).toBe(0);
  });

  test("a conference that has ended offers its recordings and nothing else, until it goes on", async () => {
    await operator.signIn();
    operator.api.ended = true;
    await operator.page.getByRole("heading", { name: "internal has ended" }).waitFor();
    await operator.page.getByText("1:02:03, 98.8 MB").first().waitFor();
    await expect.poll(() => operator.button("Lock: nobody else comes in").count()).toBe(0);
    await screenshot(operator.page, "console-ended");
    operator.api.ended = false;

    await operator.row("Ada Lovelace").waitFor();
  });

  test("a node that is gone is told with the time of what is shown, and so is the end that nobody saw", async () => {
    await operator.signIn();
    const { state } = operator.api;
    Object.assign(state, { node_state: "switch_down", revision: 2 });
    await operator.sees("FreeSWITCH on fs1 cannot be reached");
    Object.assign(state, { node_state: "lost", revision: 3 });
    await operator.sees("The node fs1 is lost");
    await operator.page.getByRole("navigation").getByText("lost", { exact: true }).waitFor();
    await screenshot(operator.page, "console-lost");
    Object.assign(operator.api, { ended: true, endedBecause: "node_lost" });
    await operator.page.getByText("Nobody saw its end: its node was lost.").waitFor();
    operator.api.ended = false;
    Object.assign(state, { node_state: "up", revision: 4 });

    await operator.sees("The node fs1 is lost", 0);
  });

  test.each(["switch_down", "lost"] as const)(
    "of a node that is %s nothing can be chosen but to look",
    async (gone) => {
      await operator.signIn();
      const { page } = operator;
      const enabled = () => page.locator("article :is(button, select, input):enabled").allTextContents();
      const atFirst = await enabled();
      await operator.button("More about Grace Hopper").click();
      await operator.button("Move Ada Lovelace").click();
      await operator.button("Kick Grace Hopper").click();
      Object.assign(operator.api.state, { node_state: gone, revision: 2 });
      await operator.sees("Nothing can be changed until it is back.");

      await expect.poll(() => page.getByRole("dialog").getByRole("button").nth(0).isDisabled()).toBe(true);
      await operator.button("Cancel").last().click();
      const looking = ["More about", "Close", "Download", "List them", "Real picture"];
      const more = async () => (await enabled()).filter((words) => !looking.some((start) => words.startsWith(start)));
      await expect.poll(more).toEqual([]);
      Object.assign(operator.api.state, { node_state: "up", revision: 3 });
      await operator.sees("Nothing can be changed until it is back.", 0);
      await expect.poll(async () => (await enabled()).length).toBeGreaterThanOrEqual(atFirst.length);
    },
  );

  test.each([
    [["view"], []],
    [
      ["view", "host"],
      [
        "Mute Ada Lovelace",
        "Hide Ada Lovelace",
        "Kick Ada Lovelace",
        "Rename",
        "Show it",
        "Into the spotlight",
        "Lock: nobody else comes in",
      ],
    ],
    [
      ["view", "control"],
      [
        "Mute Ada Lovelace",
        "Hide Ada Lovelace",
        "Move Ada Lovelace",
        "Kick Ada Lovelace",
        "Rename",
        "Show it",
        "Into the spotlight",
        "Lock: nobody else comes in",
        "Take a still",
      ],
    ],
  ])("whoever may %s is offered what the server lets them do, and nothing else", async (can, offered) => {
    operator.api.can = can;
    Object.assign(operator.api.state.members.find(({ name }) => name === "Ada Lovelace") ?? {}, { video_floor: false });
    await operator.signIn();
    await operator.button("More about Ada Lovelace").click();
    const more = operator.page.getByRole("group", { name: "More about Ada Lovelace" });
    for (const field of ["What they are called", "Banner below the picture"]) {
      const input = more.getByLabel(field);
      if (await input.isEnabled()) await input.fill("Ada, London");
    }
    const all = [
      "Mute Ada Lovelace",
      "Hide Ada Lovelace",
      "Move Ada Lovelace",
      "Kick Ada Lovelace",
      "Rename",
      "Show it",
      "Into the spotlight",
      "Lock: nobody else comes in",
      "Take a still",
    ];
    const enabled: string[] = [];
    for (const name of all) if (await operator.button(name).isEnabled()) enabled.push(name);

    expect(enabled).toEqual(offered);
    await expect.poll(() => more.getByRole("combobox").first().isEnabled()).toBe(can.includes("control"));
  });

  test("an unchanged list and picture are not sent again", async () => {
    await operator.signIn();
    const conditional = () => operator.api.asked.some(({ headers }) => headers["if-none-match"] === '"1"');

    await expect.poll(conditional).toBe(true);
  });

  test.each(["light", "dark"] as const)("axe finds nothing to mend (%s)", async (colorScheme) => {
    await operator.close();
    operator = await Operator.open(browser(), { bypassCSP: true, colorScheme });
    await operator.page.goto(operator.pages.url);
    expect(await findings(operator.page)).toEqual([]);
    await operator.signIn();
    await operator.button("Mute Grace Hopper").click();
    await operator.reads("done, and seen");
    expect(await findings(operator.page)).toEqual([]);
    await operator.button("More about Grace Hopper").click();
    await operator.button("Kick Grace Hopper").click();

    expect(await findings(operator.page)).toEqual([]);
  });

  test("on a telephone everything fits", async () => {
    await operator.page.setViewportSize({ width: 360, height: 740 });
    await operator.signIn();
    await operator.button("More about Grace Hopper").click();
    await operator.page.getByText("Start a stream").click();
    await operator.button("Take a still").click();
    await operator.page.getByRole("img", { name: "What people" }).waitFor();
    await screenshot(operator.page, "console-phone");

    await expect
      .poll(() => operator.page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(360);
  });

  test("in the dark it is dark", async () => {
    await operator.page.emulateMedia({ colorScheme: "dark" });
    await operator.signIn();
    await screenshot(operator.page, "console-dark");
    const ground = await operator.page.evaluate(() => getComputedStyle(document.body).backgroundColor);

    expect(ground).toBe("rgb(18, 21, 27)");
  });
});
