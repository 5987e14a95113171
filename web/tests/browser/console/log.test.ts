/** What happened: everybody's, by name, filtered, also after a reload; and what the list and the tab say of it. */

import { describe, expect, test } from "vitest";
import { AT, recording } from "../../conference_stand_in";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

describe.skipIf(skipped)("what happened, before the operator", () => {
  let operator: Operator;
  inChromium(
    (started) => Operator.open(started, { viewport: { width: 1280, height: 720 } }),
    (opened) => (operator = opened),
    () => operator,
  );

  const log = () => operator.page.getByRole("log", { name: "What happened" });
  const lines = () => log().getByRole("listitem");
  const tell = (id: string, more: object) => {
    const end = { id, kind: "mute", state: "confirmed", reason: null, rule: null, by: "bert", member: "uuid-1" };
    operator.api.feed.tell("internal", "command.finished", { ...end, ...more });
  };

  test("what another one does stands there by name, and is found by name, words and trouble", async () => {
    await operator.signIn();
    await operator.button("Mute Grace Hopper").click();
    await operator.reads("done, and seen");
    tell("x-1", {});
    tell("x-2", { kind: "lock", member: null, by: "carla", state: "failed", reason: "refused" });
    await operator.button("All 3").click();
    await expect.poll(() => lines().count()).toBe(3);
    await screenshot(operator.page, "console-log");

    await expect.poll(() => log().textContent()).toContain("Sound on or off: Ada Lovelacebert");
    await operator.page.getByLabel("By whom").selectOption("bert");
    await expect.poll(() => lines().count()).toBe(1);
    await operator.page.getByLabel("By whom").selectOption({ label: "Everybody's" });
    await operator.page.getByLabel("Only trouble").check();
    await expect.poll(() => log().textContent()).toContain("carla");
    await expect.poll(() => lines().count()).toBe(1);
  });

  test("it is there after a reload, from the conference's events", async () => {
    const data = {
      id: "x-9",
      kind: "set_layout",
      state: "confirmed",
      reason: null,
      rule: null,
      by: "bert",
      member: null,
    };
    const event = { conference: "internal", seq: 7, id: "x-9.end", type: "command.finished", at: AT };
    operator.api.show.events = [{ ...event, meeting: "c-1", revision: 1, data }];
    await operator.signIn();
    await operator.page.keyboard.press("o");

    await expect.poll(() => log().textContent()).toContain("bert");
    await operator.page.reload();
    await operator.row("Ada Lovelace").waitFor();
    await operator.page.keyboard.press("o");
    await expect.poll(() => log().textContent()).toContain("Layout");
  });

  test("who administers the domain reads the audit, with what was refused and what is no command", async () => {
    operator.api.can = ["view", "control", "host", "admin"];
    const entry = { at: AT, subject: "bert", kinds: [], command: null, reason: null, about: null, pseudonym: null };
    operator.api.show.audit = [
      { ...entry, id: "a-1", operation: "put_scene", object: "panel", result: "done" },
      { ...entry, id: "a-2", operation: "delete_layout", object: "2x2", result: "refused" },
    ];
    await operator.signIn();
    await operator.page.keyboard.press("o");

    await expect.poll(() => log().textContent()).toContain("Scene saved: panel");
    await expect.poll(() => log().textContent()).toContain("delete layout: 2x2");
  });

  test("the list draws each conference, and list and tab say what is recorded and who waits", async () => {
    await operator.signIn();
    operator.api.state.recordings.push(recording("rec-1"));
    operator.api.waiting = [{ uuid: "w-1", user: null, invitee: null, name: "Alan", video: true, since: AT }];
    operator.api.feed.tell("internal", "waiting.joined", { uuid: "w-1", name: "Alan" });
    const item = operator.page.getByRole("navigation", { name: "Conferences" }).getByRole("button").first();
    await item.getByText("1 waits").waitFor();
    await screenshot(operator.page, "console-list");

    await expect.poll(() => item.locator(".layout-drawing .taken").count()).toBe(3);
    await expect.poll(() => operator.page.title()).toBe("REC · 1 waits · internal · Conferences");
  });

  test("the last thing is taken back by a key", async () => {
    await operator.signIn();
    await operator.button("Mute Grace Hopper").click();
    await operator.reads("done, and seen");
    await operator.page.keyboard.press("u");
    await operator.button("Mute Grace Hopper").waitFor();

    await expect.poll(() => operator.changes().map(({ body }) => body)).toEqual([{ muted: true }, { muted: false }]);
  });
});
