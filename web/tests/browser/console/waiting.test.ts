/** The operator's page: who waits to be let in, admitted or refused. */

import { describe, expect, test } from "vitest";
import { AT } from "../../conference_stand_in";
import { findings } from "../accessibility";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

describe.skipIf(skipped)("the operator's page, where people wait", () => {
  let operator: Operator;
  inChromium(
    (started) => Operator.open(started),
    (opened) => (operator = opened),
    () => operator,
  );

  const person = (uuid: string, name: string, more = {}) => ({
    ...{ uuid, name, user: null, invitee: null, video: true, since: AT },
    ...more,
  });
  const wait = (uuid: string, name: string, more = {}) => {
    const who = person(uuid, name, more);
    operator.api.waiting.push(who);
    operator.api.feed.tell("internal", "waiting.joined", who);
  };
  const section = () => operator.page.getByRole("region", { name: /^Waiting to be let in/ });
  const names = () => section().getByRole("listitem").locator("bdi").allInnerTexts();
  const decided = () =>
    operator.api.asked
      .filter(({ path }) => path.includes("/waiting/"))
      .map(({ path, body }) => [path.split("/").at(-1), body]);

  test("nobody waits, and nothing is said of it", async () => {
    await operator.signIn();

    await expect.poll(() => section().count()).toBe(0);
  });

  test("who comes to the door is shown at once, admitted by a click, and gone from the list", async () => {
    await operator.signIn();
    wait("call-7", "Eve", { user: "1002" });
    wait("call-8", "Dan <b>", { video: false });
    await expect.poll(names).toEqual(["Eve", "Dan <b>"]);
    await screenshot(operator.page, "console-waiting");
    expect(await findings(operator.page)).toEqual([]);
    await operator.button("Admit Eve").click();
    await expect.poll(names).toEqual(["Dan <b>"]);

    await expect.poll(() => decided()).toEqual([["admit", { uuids: ["call-7"] }]]);
    expect(operator.complaints).toEqual([]);
  });

  test("somebody is refused with words", async () => {
    wait("call-7", "Eve");
    await operator.signIn();
    await operator.page.getByLabel("What somebody reads whom you refuse").fill("Not today");
    await operator.button("Refuse Eve").click();
    await expect.poll(() => section().count()).toBe(0);

    await expect.poll(() => decided()).toEqual([["refuse", { uuids: ["call-7"], words: "Not today" }]]);
  });

  test("all are admitted together", async () => {
    for (const number of [1, 2, 3]) wait(`call-${number}`, `Guest ${number}`);
    await operator.signIn();
    await operator.button("Admit all").click();
    await expect.poll(() => section().count()).toBe(0);

    await expect.poll(() => decided()).toEqual([["admit", { uuids: null }]]);
  });

  test("whoever may only look is not told who waits", async () => {
    wait("call-7", "Eve");
    operator.api.can = ["view"];
    await operator.signIn();

    await expect.poll(() => section().count()).toBe(0);
    expect(operator.api.asked.some(({ path }) => path.endsWith("/waiting"))).toBe(false);
  });
});
