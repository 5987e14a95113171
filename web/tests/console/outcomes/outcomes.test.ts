/** What became of a command, in words that tell a proof from a promise. */

import { describe, expect, test } from "vitest";
import {
  evidenceInWords,
  isUndoable,
  latestOfPicture,
  linesOf,
  stateInWords,
  toneOf,
} from "../../../console/outcomes/outcomes";
import type { Outcome } from "../../../console/outcomes/outcomes";
import type { Command, CommandState } from "../../../console/api/shapes";

const command = (more: Partial<Command>): Command => ({
  ...{ id: "1", kind: "mute", conference: "internal", state: "confirmed", reason: null, detail: null, reply: null },
  ...{ evidence: null, created_at: "", deadline: "", finished_at: null, steps: [] },
  ...more,
});

test("confirmed and accepted are not the same words", () => {
  expect(stateInWords("confirmed")).not.toBe(stateInWords("accepted"));
});

test.each([
  ["queued", "open"],
  ["running", "open"],
  ["confirmed", "good"],
  ["accepted", "good"],
  ["failed", "bad"],
  ["expired", "warn"],
  ["unknown", "warn"],
] as [CommandState, string][])("%s looks %s", (state, tone) => {
  expect(toneOf({ command: command({ state }), refused: null, isUnanswered: false, done: null })).toBe(tone);
});

test("what was refused before it became a command looks bad", () => {
  expect(toneOf({ command: null, refused: { title: "no" }, isUnanswered: false, done: null })).toBe("bad");
});

test("what nobody answered is no refusal: it may have been done", () => {
  expect(toneOf({ command: null, refused: { title: "no answer" }, isUnanswered: true, done: null })).toBe("warn");
});

test("what was done without a command is done, what is kept for later is not yet", () => {
  const without = { command: null, refused: null, isUnanswered: false };

  expect(toneOf({ ...without, done: "done" })).toBe("good");
  expect(toneOf({ ...without, done: "kept" })).toBe("warn");
});

describe("of several conferences", () => {
  const outcome = (key: number, conference: string, more: Partial<Outcome> = {}): Outcome => ({
    ...{ key, conference, wish: "Layout 2x2", at: 0, command: command({}), refused: null, isUnanswered: false },
    ...{ done: null, picture: true, undo: () => null, ...more },
  });

  test("only what was done in the one that is looked at is undone", () => {
    expect(isUndoable(outcome(1, "a"), "a")).toBe(true);
    expect(isUndoable(outcome(1, "a"), "b")).toBe(false);
  });

  test("what has not been done, or has been undone, is not", () => {
    expect(isUndoable(outcome(1, "a", { command: command({ state: "failed" }) }), "a")).toBe(false);
    expect(isUndoable(outcome(1, "a", { undo: null }), "a")).toBe(false);
  });

  test("who is not seen any more stands with the latest picture of the one that is looked at", () => {
    const all = [outcome(3, "a"), outcome(2, "b", { picture: false }), outcome(1, "b")];

    expect(latestOfPicture(all, "b")?.key).toBe(1);
    expect(latestOfPicture(all, "c")).toBeUndefined();
  });
});

describe("evidence", () => {
  test("an event is named", () => {
    expect(evidenceInWords({ kind: "event", event: "mute-member" })).toContain("mute-member");
  });

  test("a bare reply is called what it is", () => {
    expect(evidenceInWords({ kind: "reply" })).toContain("nothing but its reply");
  });
});

describe("the lines below a command", () => {
  test("tell reason, detail and the switch's reply", () => {
    const failed = command({ state: "failed", reason: "refused", detail: "no such layout", reply: "-ERR no\n" });

    expect(linesOf(failed)).toEqual({
      told: ["Why: FreeSWITCH refused it"],
      details: ["no such layout", "Reply: -ERR no"],
    });
  });

  test("show a stream's host and nothing of its key", () => {
    const reply = "+OK Record file rtmp://live.example.com/app/…9876 canvas 1\n";

    expect(linesOf(command({ reply })).details).toEqual(["Reply: +OK Record file rtmp://live.example.com/… canvas 1"]);
  });

  test("tell every step of several, those not tried too", () => {
    const steps = [
      { kind: "mute", state: "confirmed" as const },
      { kind: "set_slot", state: "failed" as const, reason: "refused" },
      { kind: "set_banner", state: "skipped" as const },
    ];

    expect(linesOf(command({ state: "failed", steps })).told).toEqual([
      "mute: done, and seen",
      "set slot: failed, FreeSWITCH refused it",
      "set banner: not tried",
    ]);
  });

  test("tell the same step again and again in one line, and no evidence that is not that of all", () => {
    const steps = ["set_layout", "set_slot", "set_slot"].map((kind) => ({ kind, state: "confirmed" as const }));

    expect(linesOf(command({ steps, evidence: { kind: "reply" } })).details).toEqual([
      "set layout: done, and seen",
      "2 × set slot: done, and seen",
    ]);
  });

  test("take the evidence of the only step", () => {
    const steps = [{ kind: "mute", state: "confirmed" as const, evidence: { kind: "state" as const } }];

    expect(linesOf(command({ steps })).details).toEqual(["Seen in the conference's state"]);
  });
});
