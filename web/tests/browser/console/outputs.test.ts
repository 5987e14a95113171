/** Recordings and streams in Chromium: from their start to the file, and a key that nobody sees again. */

import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { FILE } from "../../api_stand_in";
import { AT, recording, stream } from "../../conference_stand_in";
import { findings } from "../accessibility";
import { skipped } from "../chromium";
import { inChromium } from "../in_chromium";
import { Operator } from "./operator";
import { screenshot } from "../screenshots";

const ROOM = "/v1/conferences/internal";
const KEY = "abcd-1234-secret";

describe.skipIf(skipped)("recordings and streams", () => {
  let operator: Operator;
  const browser = inChromium(
    (started) => Operator.open(started),
    (opened) => (operator = opened),
    () => operator,
  );

  const recordings = () => operator.page.getByRole("region", { name: "Recordings" });
  const streams = () => operator.page.getByRole("region", { name: "Streams" });
  const changes = () => operator.changes().map(({ method, path, body }) => [method, path, body]);

  test("a recording is started, paused, gone on with, stopped and downloaded", async () => {
    await operator.signIn();
    await operator.button("Record").click();
    await recordings().getByText("recording", { exact: true }).waitFor();
    await recordings()
      .getByText(/0:0[1-9] since/)
      .waitFor();
    await operator.button("Pause with the recording").click();
    await recordings().getByText("paused", { exact: true }).waitFor();
    await operator.button("Go on with the recording").click();
    await recordings().getByText("recording", { exact: true }).waitFor();
    await operator.button("Stop the recording").click();
    await recordings().getByText("ready", { exact: true }).first().waitFor();
    await screenshot(operator.page, "console-recording");
    const [saved] = await Promise.all([
      operator.page.waitForEvent("download"),
      recordings()
        .getByRole("button", { name: /^Download/ })
        .first()
        .click(),
    ]);

    await expect.poll(() => recordings().textContent()).toContain("1:05, 1.2 MB");
    expect(saved.suggestedFilename()).toMatch(/^internal-.*\.mp4$/);
    expect(await readFile(await saved.path(), "utf8")).toBe(FILE);
    await expect
      .poll(() => changes())
      .toEqual([
        ["POST", `${ROOM}/recordings`, { format: "mp4" }],
        ["PATCH", `${ROOM}/recordings/rec-1`, { paused: true }],
        ["PATCH", `${ROOM}/recordings/rec-1`, { paused: false }],
        ["DELETE", `${ROOM}/recordings/rec-1`, undefined],
      ]);
  });

  test("what went wrong with a recording is told in words", async () => {
    operator.api.state.recordings = [
      recording("a", { state: "failed", reason: "disk_full" }),
      recording("b", { state: "interrupted", reason: "switch_lost", retries: 2, last_retry_at: AT }),
    ];
    await operator.signIn();

    await recordings().getByText("the node's disk is nearly full").waitFor();
    await expect.poll(() => recordings().textContent()).toContain("begun again 2 times");
    await expect.poll(() => recordings().textContent()).toContain("FreeSWITCH was lost");
  });

  test("recordings of earlier meetings are kept apart", async () => {
    await operator.signIn();
    await operator.page.getByText("Earlier recordings (2)").click();

    await recordings().getByText("FreeSWITCH wrote no file").waitFor();
    await expect.poll(() => recordings().textContent()).toContain("1:02:03, 98.8 MB");
  });

  test("a stream's key is sent once and stays nowhere in the page", async () => {
    await operator.signIn();
    await operator.page.getByText("Start a stream").click();
    const key = streams().getByLabel("Stream key");
    await expect.poll(() => key.getAttribute("type")).toBe("password");
    await key.fill(KEY);
    await operator.button("Start the stream").click();
    await streams().getByText("live", { exact: true }).waitFor();
    await screenshot(operator.page, "console-stream");
    await operator.button("Stop the stream to a.rtmps.youtube.com").click();
    await streams().getByText("ended", { exact: true }).waitFor();

    await expect
      .poll(() => changes())
      .toEqual([
        ["POST", `${ROOM}/streams`, { preset: "youtube", key: KEY }],
        ["DELETE", `${ROOM}/streams/stream-1`, undefined],
      ]);
    await expect.poll(() => key.inputValue()).toBe("");
    expect(await operator.page.content()).not.toContain(KEY);
    expect(JSON.stringify(await operator.context.storageState({ indexedDB: true }))).not.toContain(KEY);
  });

  test("an address may hold the key: neither is shown again", async () => {
    await operator.signIn();
    await operator.page.getByText("Start a stream").click();
    await streams().getByLabel("To").selectOption("custom");
    await streams().getByLabel("Address").fill(`rtmps://live.example.com/app/${KEY}`);
    await operator.button("Start the stream").click();

    await operator.reads("Stream to live.example.com");
    await expect
      .poll(() => changes())
      .toEqual([["POST", `${ROOM}/streams`, { url: `rtmps://live.example.com/app/${KEY}` }]]);
    expect(await operator.page.content()).not.toContain(KEY);
    await expect.poll(() => streams().getByLabel("Address").inputValue()).toBe("");
  });

  test("a stream that breaks off tells how often it was begun again", async () => {
    const url = "rtmp://live.example.com/app";
    operator.api.state.streams = [
      stream("a", { url, state: "interrupted", reason: "not_opened", retries: 1 }),
      stream("b", { url, state: "failed", reason: "private_target" }),
    ];
    await operator.signIn();

    await streams().getByText("begun again once").waitFor();
    await expect.poll(() => streams().textContent()).toContain("could not open the file or the address");
    await expect.poll(() => streams().textContent()).toContain("the address is in a private network");
  });

  test("who may not record or stream cannot press it", async () => {
    operator.api.can = ["view", "control"];
    await operator.signIn();
    await operator.page.getByText("Start a stream").click();

    await expect.poll(() => operator.button("Record").isDisabled()).toBe(true);
    await expect.poll(() => operator.button("Start the stream").isDisabled()).toBe(true);
  });

  test.each(["light", "dark"] as const)("axe finds nothing to mend (%s)", async (colorScheme) => {
    await operator.close();
    operator = await Operator.open(browser(), { bypassCSP: true, colorScheme });
    operator.api.state.recordings = [recording("a"), recording("b", { state: "failed", reason: "no_file" })];
    operator.api.state.streams = [stream("c", { url: "rtmp://live.example.com/app" })];
    await operator.signIn();
    await operator.page.getByText("Start a stream").click();
    await operator.page.getByText("Earlier recordings").click();

    expect(await findings(operator.page)).toEqual([]);
    expect(operator.complaints).toEqual([]);
  });
});
