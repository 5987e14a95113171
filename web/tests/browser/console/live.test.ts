/** The operator's page without polling: what happens is there at once, and nothing is lost with a connection. */

import { describe, expect, test } from "vitest";
import { member } from "../../conference_stand_in";
import { findings } from "../accessibility";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

/** What the page says about everybody and the conference, without what the time of day makes of it. */
async function shown({ page }: Operator): Promise<string[]> {
  const rows = await page.getByRole("row").allInnerTexts();
  return [
    ...rows,
    await page.locator(".conferences").innerText(),
    await page.locator("article .heading p").first().innerText(),
  ];
}

/** A minute in which something happens all the time: people come, go, are muted, and the conference is locked. */
async function busyMinute({ api }: Operator, pass: (milliseconds: number) => Promise<void>): Promise<void> {
  for (let step = 0; step < 30; step += 1) {
    const { state } = api;
    const number = 4 + (step % 4);
    if (step % 3 === 0) state.members.push(member(number + step, `10${number}`, `Guest ${step}`));
    else if (step % 5 === 0) state.members.splice(-1, 1);
    else state.members[step % 2]!.muted = step % 4 === 0;
    state.locked = step % 2 === 0;
    state.member_count = state.members.length;
    state.revision += 1;
    await pass(2000);
  }
}

describe.skipIf(skipped)("the operator's page, told what happens", () => {
  let operator: Operator;
  const browser = inChromium(
    (started) => Operator.open(started),
    (opened) => (operator = opened),
    () => operator,
  );

  const asked = () => operator.asked.filter((url) => url.includes("/v1/"));
  // The stand-in tells what is different in the world's time; the page's clock is the test's.
  const told = () => new Promise<void>((go) => setTimeout(go, 60));
  const moves = (page = operator.page) => ({
    pass: async (milliseconds: number) => {
      await told();
      await page.clock.runFor(milliseconds);
    },
  });

  test("what another one does is shown within 300 ms of its being told", async () => {
    await operator.signIn();
    await operator.button("Mute Grace Hopper").waitFor();
    const took: number[] = [];
    // A busy machine stops for some tenths of a second now and then: the best of some is what the page can do.
    for (const muted of [true, false, true, false, true]) {
      const words = `${muted ? "Unmute" : "Mute"} Grace Hopper`;
      await operator.page.evaluate((words) => {
        const seen = () => {
          const there = [...document.querySelectorAll("button")].some((one) => one.textContent === words);
          if (there) Object.assign(window, { seenAt: Date.now() });
          else requestAnimationFrame(seen);
        };
        seen();
      }, words);
      const before = Date.now();
      operator.api.state.members[1]!.muted = muted;
      await operator.button(words).waitFor();
      took.push((await operator.page.evaluate(() => (window as unknown as { seenAt: number }).seenAt)) - before);
    }

    expect(Math.min(...took)).toBeLessThan(300);
  });

  test("a call that is hard to follow has a light with words, which goes when it is over", async () => {
    await operator.signIn();
    const row = operator.row("Grace Hopper");
    const [, grace] = operator.api.state.members;
    grace!.quality = { sends: "poor", receives: "fair" };
    await row.getByText("arrives badly, gets the others with small faults").waitFor();
    expect(await findings(operator.page)).toEqual([]);
    await screenshot(operator.page, "console-call-quality");
    grace!.quality = { sends: "good", receives: "good" };

    await row.getByText("arrives badly").waitFor({ state: "detached" });
  });

  test("while nothing happens nothing is asked", async () => {
    await operator.page.clock.install();
    await operator.signIn();
    const { pass } = moves();
    // What belongs to the beginning: the picture is looked at once more, and again once it is known that its layout has no
    // place for who talks.
    await pass(5_000);
    const times = (end: string) => asked().filter((url) => url.endsWith(end)).length;
    await expect.poll(() => times("/v1/layouts/2x2")).toBeGreaterThan(0);
    await pass(5_000);
    await expect.poll(() => times("/canvas.svg")).toBe(3);
    await expect.poll(() => times("/canvas")).toBe(3);
    const before = asked().length;
    for (let second = 0; second < 600; second += 5) {
      await operator.page.clock.runFor(5_000);
      await operator.heard();
    }

    await expect.poll(() => operator.api.feed.said.filter(({ type }) => type === "ping").length).toBeGreaterThan(25);
    expect(asked().slice(before)).toEqual([]);
    await expect.poll(() => operator.api.feed.connections).toBe(1);
    await expect.poll(() => operator.page.getByRole("alert").count()).toBe(0);
  });

  test("while people talk nothing is asked, where the layout shows nobody who has the floor", async () => {
    await operator.page.clock.install();
    operator.api.state.layout = "2x2-seats";
    await operator.signIn();
    const { pass } = moves();
    await pass(5_000);
    await expect.poll(() => asked().filter((url) => url.endsWith("/v1/layouts/2x2-seats")).length).toBe(1);
    await pass(5_000);
    const before = asked().length;
    for (let turn = 0; turn < 12; turn += 1) {
      operator.api.state.members.forEach((one, index) => {
        one.talking = one.floor = one.video_floor = index === turn % 3;
      });
      await pass(5_000);
    }
    await operator.row("img src").getByText("talking").waitFor();

    expect(asked().slice(before)).toEqual([]);
  });

  test("after a minute without a connection it shows what one shows that was there, and says so once", async () => {
    const there = await operator.beside(browser());
    await operator.page.clock.install();
    await Promise.all([operator.signIn(), there.signIn()]);
    const alerts = operator.page.getByRole("alert");
    await operator.context.setOffline(true);
    await operator.page.evaluate(() => dispatchEvent(new Event("offline")));
    const { pass } = moves();
    await pass(2_000);
    await expect.poll(() => alerts.allInnerTexts()).toEqual([expect.stringContaining("This computer is offline")]);
    const first = await alerts.innerText();
    await screenshot(operator.page, "console-offline");
    await busyMinute(operator, pass);
    await expect.poll(() => alerts.allInnerTexts()).toEqual([first]);
    expect(await findings(operator.page)).toEqual([]);
    await operator.context.setOffline(false);
    await operator.page.evaluate(() => dispatchEvent(new Event("online")));

    await expect.poll(() => shown(operator)).toEqual(await shown(there));
    await expect
      .poll(() => operator.page.locator(".notice[role=status]").allInnerTexts())
      .toEqual([expect.stringContaining("Connected again")]);
    await screenshot(operator.page, "console-resumed");
    await pass(11_000);
    await expect.poll(() => operator.page.getByText("Connected again").count()).toBe(0);
    await there.leave();
  });

  test("with a third of all frames lost it shows the same in the end", async () => {
    const there = await operator.beside(browser());
    let frames = 0;
    await operator.page.clock.install();
    await operator.page.routeWebSocket(/\/live/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((frame) => {
        frames += 1;
        if (frames % 3 !== 0) socket.send(frame);
      });
    });
    await there.signIn();
    await operator.page.goto(`${operator.pages.url}/#token=${operator.api.token}`);
    const { pass } = moves();
    await busyMinute(operator, pass);
    await pass(60_000);

    await expect
      .poll(async () => {
        await pass(5_000);
        return shown(operator);
      })
      .toEqual(await shown(there));
    expect(frames).toBeGreaterThan(30);
    await there.leave();
  });

  test("a connection that hangs is noticed by the ping that nobody answers, and replaced", async () => {
    await operator.page.clock.install();
    let hangs = false;
    await operator.page.routeWebSocket(/\/live/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((frame) => {
        if (!hangs) socket.send(frame);
      });
    });
    await operator.signIn();
    const { pass } = moves();
    await pass(1_000);
    hangs = true;
    operator.api.state.locked = true;
    await pass(21_000);
    await pass(11_000);
    await pass(5_000);
    await operator.page.getByText("No connection to the server").waitFor();
    hangs = false;
    await pass(31_000);

    await operator.button("Unlock: let people in").waitFor();
  });

  test("a conference that begins appears without being asked for", async () => {
    operator.api.ended = true;
    await operator.page.goto(`${operator.pages.url}/#token=${operator.api.token}`);
    await operator.page.getByText("No conference is running").waitFor();
    operator.api.ended = false;

    await operator.row("Ada Lovelace").waitFor();
  });
});
