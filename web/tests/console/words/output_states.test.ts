/** Recordings and streams in words. */

import { describe, expect, test } from "vitest";
import {
  aboutRecording,
  aboutStream,
  hostOf,
  inOrder,
  newest,
  recordingState,
  streamState,
} from "../../../console/words/output_states";
import { AT, recording, stream } from "../../conference_stand_in";

const NOW = Date.parse(AT) + 42_000;

describe("a recording", () => {
  test("that runs tells for how long", () => {
    expect(aboutRecording(recording("a"), NOW)).toMatch(/^0:42 since /);
  });

  test("that is paused is not called live", () => {
    expect(recordingState(recording("a", { paused: true }))).toBe("paused");
  });

  test("that is ready tells how long and how big the file is, and what is missing in it", () => {
    const ready = recording("a", { state: "ready", duration_seconds: 61, bytes: 1500, has_video: false });

    expect(aboutRecording({ ...ready, incomplete: true }, NOW)).toMatch(
      /, 1:01, 1\.5 kB, sound only, what could be saved of it$/,
    );
  });

  test("that was interrupted and is ready is not blamed for it", () => {
    expect(aboutRecording(recording("a", { state: "ready", reason: "switch_lost" }), NOW)).not.toContain("lost");
  });

  test("that failed says why, in words even for a reason that is new", () => {
    const failed = (reason: string) => aboutRecording(recording("a", { state: "failed", reason }), NOW);

    expect(failed("disk_full")).toContain("the node's disk is nearly full");
    expect(failed("cat_on_keyboard")).toContain("cat on keyboard");
  });
});

describe("a stream", () => {
  test("that broke off tells how often it was begun again, and why", () => {
    const broken = stream("a", { state: "interrupted", retries: 3, last_retry_at: AT, reason: "not_opened" });

    expect(aboutStream(broken, NOW)).toMatch(/begun again 3 times, last at .*, FreeSWITCH could not open/);
  });

  test("that was stopped has ended, is not ready, and needs no reason", () => {
    const stopped = stream("a", { state: "ready", reason: "stopped" });

    expect([streamState(stopped), aboutStream(stopped, NOW)]).toEqual(["ended", ""]);
  });
});

test.each([
  ["rtmps://a.example.com/live2", "a.example.com"],
  ["rtmp://user:word@a.example.com:1935/app/key", "a.example.com:1935"],
  ["a key by mistake", "another address"],
  [null, "another address"],
])("of %s only the host is shown", (url, host) => {
  expect(hostOf(url)).toBe(host);
});

test("what runs comes first, then the latest", () => {
  const outputs = [
    recording("old", { state: "ready", started_at: "2026-11-20T10:00:00Z" }),
    recording("never", { state: "failed", started_at: null }),
    recording("new", { state: "ready", started_at: "2026-11-21T10:00:00Z" }),
    recording("runs", { state: "interrupted", started_at: "2026-11-19T10:00:00Z" }),
  ];

  expect(inOrder(outputs).map(({ id }) => id)).toEqual(["runs", "new", "old", "never"]);
});

test("what runs is shown at once, of the rest only the latest two", () => {
  const outputs = ["1", "2", "3"].map((id) => recording(id, { state: "ready" }));

  expect(newest([recording("a"), recording("b"), ...outputs]).map(({ id }) => id)).toEqual(["a", "b", "1", "2"]);
});
