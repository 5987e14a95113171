/** The conference's own picture in the operator's page, who is told that somebody watches, and who else moves people. */

import { describe, expect, test } from "vitest";
import { tokenFor } from "../../api_stand_in";
import { ANSWERED, startSipStandIn } from "../../sip_stand_in";
import type { SipStandIn } from "../../sip_stand_in";
import { findings } from "../accessibility";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { openMuxPage } from "../mux_page";
import type { MuxPage } from "../mux_page";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

const ADA = { uuid: "call-observer", name: "Ada", since: "2026-11-23T10:00:00.000Z" };

describe.skipIf(skipped)("the picture itself", () => {
  let operator: Operator;
  const browser = inChromium(
    (started) => Operator.open(started, { bypassCSP: true }),
    (opened) => (operator = opened),
    () => operator,
  );

  const video = () => operator.page.getByLabel("What people in internal see");
  const frames = () => video().evaluate((one: HTMLVideoElement) => one.getVideoPlaybackQuality().totalVideoFrames);
  const posted = (end: string) => operator.api.asked.filter(({ path }) => path.endsWith(end)).length;

  /** A switch that answers who watches, for as long as `use` takes. */
  async function withSwitch(use: (sip: SipStandIn, mux: MuxPage) => Promise<void>): Promise<void> {
    const mux = await openMuxPage(browser());
    const sip = await startSipStandIn({ password: "secret", answer: mux.answer });
    try {
      operator.pages.servers = [sip.address];
      operator.api.can = [...operator.api.can, "observe"];
      operator.api.observation = {
        ...{ user: "entry-1", password: "secret", domain: "example.com", address: sip.address, number: ANSWERED },
        ...{ ice_servers: [], conference: "internal", call_before: ADA.since, until: ADA.since },
      };
      await use(sip, mux);
    } finally {
      await mux.close();
      await sip.close();
    }
  }

  test("it moves, brings no sound until that is wanted, sends nothing, and ends with a click", async () => {
    await withSwitch(async (sip) => {
      await operator.signIn();
      await operator.button("Real picture").click();
      await expect.poll(frames, { timeout: 15_000 }).toBeGreaterThan(5);
      const { body } = sip.requests.find(({ method }) => method === "INVITE")!;

      expect(body.match(/a=(sendrecv|sendonly|recvonly|inactive)/g)).toEqual(["a=recvonly", "a=recvonly"]);
      await expect.poll(() => video().evaluate((one: HTMLVideoElement) => one.muted)).toBe(true);
      expect(posted("/stills")).toBe(0);
      await screenshot(operator.page, "console-observing");
      expect(await findings(operator.page)).toEqual([]);
      await operator.button("Sound").click();
      await expect.poll(() => video().evaluate((one: HTMLVideoElement) => one.muted)).toBe(false);
      await operator.button("Real picture").click();
      await expect.poll(() => sip.requests.some(({ method }) => method === "BYE")).toBe(true);
      await expect.poll(() => video().count()).toBe(0);
      expect(operator.complaints).toEqual([]);
    });
  });

  test("it goes on while nothing is heard of the node's relay: the best news there is then", async () => {
    await withSwitch(async (sip) => {
      await operator.signIn();
      await operator.button("Real picture").click();
      await expect.poll(frames, { timeout: 15_000 }).toBeGreaterThan(5);
      const as_of = new Date(Date.now() - 30_000).toISOString();
      Object.assign(operator.api.state, { node_state: "lost", as_of, revision: 2 });
      await operator.page.getByText("Nothing can be changed until it is back").waitFor();
      const seen = await frames();

      await expect.poll(frames, { timeout: 15_000 }).toBeGreaterThan(seen + 5);
      expect(sip.requests.some(({ method }) => method === "BYE")).toBe(false);
    });
  });

  test("where the room lets nobody watch there are stills, and why is said", async () => {
    operator.api.can = [...operator.api.can, "observe"];
    await operator.signIn();
    await operator.button("Real picture").click();
    await operator.page.getByText("stills only: The room lets nobody watch").waitFor();

    await expect.poll(() => posted("/stills")).toBe(1);
    await expect.poll(() => posted("/observers")).toBe(1);
  });

  test("without the ability nobody asks for it", async () => {
    await operator.signIn();
    await operator.button("Real picture").click();
    await expect.poll(() => posted("/stills")).toBe(1);

    expect(posted("/observers")).toBe(0);
  });

  test("who watches is told by name at the top and among those who follow", async () => {
    await operator.signIn();
    operator.api.state.observers = [ADA];
    await operator.page.getByText(/watched by Ada/).waitFor();
    await operator.page.getByText("watches the picture").waitFor();
    operator.api.state.observers = [];

    await expect.poll(() => operator.page.getByText(/watched by Ada/).count()).toBe(0);
  });
});

describe.skipIf(skipped)("two operators", () => {
  let operator: Operator;
  const browser = inChromium(
    (started) => Operator.open(started),
    (opened) => (operator = opened),
    () => operator,
  );

  test("each sees whom the other has in hand, by name, and that it is over", async () => {
    operator.api.state.layout = "2x2-seats";
    operator.api.state.members.forEach((one, index) => (one.slot = `slot-${index + 1}`));
    const other = await operator.beside(browser());
    await operator.signIn();
    await other.page.goto(`${operator.pages.url}/#token=${tokenFor(operator.api.can, "bob")}`);
    await other.row("Ada Lovelace").waitFor();
    await operator.page.getByRole("button", { name: /^Move Ada Lovelace from/ }).click();
    await other.page.getByText("ada is moving Ada Lovelace").waitFor();
    await screenshot(other.page, "console-moving");

    expect(await findings(other.page)).toEqual([]);
    await expect.poll(() => operator.page.getByText(/is moving/).count()).toBe(0);
    await operator.page.keyboard.press("Escape");
    await expect.poll(() => other.page.getByText(/is moving/).count()).toBe(0);
    await other.leave();
  });
});
