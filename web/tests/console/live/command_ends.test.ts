import { expect, test } from "vitest";
import type { Event } from "freeswitch-functions-client";
import { endsIn } from "../../../console/live/command_ends";
import { AT, conference } from "../../conference_stand_in";

const event = (type: string, data: Event["data"]): Event => ({
  ...{ conference: "internal", seq: 1, id: "e", type, at: AT, meeting: "c-1", revision: null, data },
});
const told = { id: "c-1", kind: "mute", state: "failed", reason: "member_gone", rule: null, by: "anna" };

test("who did it, to whom, and what came of it", () => {
  expect(endsIn([event("command.finished", { ...told, member: "uuid-1" })], conference())).toEqual([
    { ...told, member: "uuid-1", at: Date.parse(AT), about: "Ada Lovelace" },
  ]);
});

test("who has left since has no name, and what older servers tell is enough", () => {
  const { id, kind, state } = told;
  const [end] = endsIn([event("command.finished", { id, kind, state })], conference());

  expect(end).toMatchObject({ by: null, about: null, reason: null });
  expect(endsIn([event("command.finished", { ...told, member: "uuid-99" })], conference())[0]?.about).toBeNull();
});

test("other events are none", () => {
  expect(endsIn([event("member.left", { uuid: "uuid-1" })], conference())).toEqual([]);
});
