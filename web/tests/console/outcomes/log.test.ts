import { expect, test } from "vitest";
import type { Schemas } from "freeswitch-functions-client";
import { filtered, lineOfEnd, linesOfAudit, ownLine, together } from "../../../console/outcomes/log";
import type { Command } from "../../../console/api/shapes";

const command: Command = {
  ...{ id: "c-1", kind: "mute", conference: "internal", state: "confirmed", reason: null, detail: null, reply: null },
  ...{ evidence: null, created_at: "", deadline: "", finished_at: null, steps: [] },
};
const own = ownLine(
  {
    ...{ key: 1, conference: "internal", wish: "Mute Ada", at: 5_000, command, refused: null, isUnanswered: false },
    ...{ done: null, picture: false, undo: null },
  },
  "anna",
);
const end = (id: string, more: Partial<Parameters<typeof lineOfEnd>[0]> = {}) =>
  lineOfEnd({
    ...{
      id,
      kind: "mute",
      state: "confirmed",
      reason: null,
      at: 6_000,
      by: "bert",
      rule: null,
      about: "Grace",
      member: null,
    },
    ...more,
  });
const entry = (more: Partial<Schemas["AuditEntry"]>): Schemas["AuditEntry"] => ({
  ...{ id: "a-1", at: "1970-01-01T00:00:07Z", operation: "update_member", result: "accepted", subject: "anna" },
  ...{ pseudonym: "p", token: null, address: null, conference: "internal", object: null, about: null, fields: [] },
  ...{ command: null, kinds: [], revision: null, reason: null, detail: null, reply: null, evidence: null, steps: [] },
  ...{ request_id: null },
  ...more,
});

test("one's own command is told once, in one's own words, whoever else tells it", () => {
  const lines = together([own], [end("c-1")], [end("c-1")]);

  expect(lines.map(({ words, who }) => [words, who])).toEqual([["Mute Ada", "anna"]]);
});

test("others' are told by name, the newest first", () => {
  const lines = together([own], [end("c-2")], [end("c-3", { at: 1_000, by: null, rule: "record" })]);

  expect(lines.map(({ words, who }) => [words, who])).toEqual([
    ["Sound on or off: Grace", "bert"],
    ["Mute Ada", "anna"],
    ["Sound on or off: Grace: by the room's rules", null],
  ]);
});

test("stills that succeed are no news, one that failed is", () => {
  const still = { kind: "take_still", about: null };

  expect(together([], [end("c-2", still)], [])).toEqual([]);
  expect(together([], [end("c-2", { ...still, state: "failed" })], [])).toHaveLength(1);
});

test("of the audit a command is one line: its end, and who had asked for it", () => {
  const ended = entry({
    id: "a-2",
    command: "c-1",
    kinds: ["mute"],
    result: "failed",
    subject: null,
    reason: "refused",
  });
  const asked = entry({ command: "c-1", kinds: ["mute"], about: "Ada" });

  expect(linesOfAudit([ended, asked])).toMatchObject([
    { id: "c-1", who: "anna", state: "failed", tone: "bad", words: "Sound on or off" },
  ]);
});

test("what is no command, and what was refused, is told too", () => {
  const lines = linesOfAudit([
    entry({ operation: "put_scene", object: "panel", result: "done" }),
    entry({ id: "a-3", operation: "delete_layout", result: "refused" }),
  ]);

  expect(lines.map(({ words, tone }) => [words, tone])).toEqual([
    ["Scene saved: panel", "good"],
    ["delete layout", "bad"],
  ]);
});

test("it is filtered by whom, by words and by trouble", () => {
  const lines = [own, end("c-2", { state: "failed", reason: "refused" }), end("c-3", { by: "carl", about: "Alan" })];
  const all = { who: null, words: "", onlyTrouble: false };

  expect(filtered(lines, all)).toHaveLength(3);
  expect(filtered(lines, { ...all, who: "bert" })).toHaveLength(1);
  expect(filtered(lines, { ...all, words: "alan" })).toHaveLength(1);
  expect(filtered(lines, { ...all, onlyTrouble: true }).map(({ who }) => who)).toEqual(["bert"]);
});
