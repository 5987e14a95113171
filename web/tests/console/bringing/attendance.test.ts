import { expect, test } from "vitest";
import type { Event } from "freeswitch-functions-client";
import { minutesOf, staysOf, tableOf } from "../../../console/bringing/attendance";
import { conference, member } from "../../conference_stand_in";

const at = (minute: number) => `2026-11-23T10:${String(minute).padStart(2, "0")}:00.000Z`;
const event = (type: string, minute: number, data: Event["data"], meeting = "c-1"): Event => ({
  ...{ conference: "internal", seq: minute, id: `e-${minute}`, type, at: at(minute), meeting, revision: null, data },
});
const joined = (uuid: string, name: string, minute: number) =>
  event("member.joined", minute, { member: { uuid, name, joined_at: at(minute) } });

test("who came and went stands there with both, who is there with the beginning", () => {
  const now = { ...conference(), members: [member(1, "1000", "Ada", { joined_at: at(1) })] };
  const events = [
    joined("uuid-9", "Edsger", 3),
    joined("uuid-1", "Ada", 1),
    event("member.left", 9, { uuid: "uuid-9" }),
  ];

  expect(staysOf(events, now)).toEqual([
    { uuid: "uuid-1", name: "Ada", from: at(1), to: null },
    { uuid: "uuid-9", name: "Edsger", from: at(3), to: at(9) },
  ]);
});

test("of whom only the leaving was told the beginning follows from how long they were there", () => {
  const left = event("member.left", 9, { uuid: "uuid-9", name: "Edsger", seconds: 120 });

  expect(staysOf([left], null)).toEqual([{ uuid: "uuid-9", name: "Edsger", from: at(7), to: at(9) }]);
});

test("other meetings of the name are not this one", () => {
  const earlier = event("member.joined", 2, { member: { uuid: "uuid-8", name: "Alan" } }, "c-0");

  expect(staysOf([earlier], { ...conference(), members: [] })).toEqual([]);
});

test("minutes are whole ones, of who is still there up to now", () => {
  const stay = { uuid: "u", name: "Ada", from: at(0), to: null };

  expect(minutesOf(stay, Date.parse(at(25)))).toBe(25);
  expect(minutesOf({ ...stay, from: null }, 0)).toBeNull();
});

test("in a table no name is a formula, and a quote is a quote", () => {
  const stays = [{ uuid: "u", name: '=SUM("a")', from: at(0), to: at(5) }];

  expect(tableOf(stays, ["Name", "From", "To", "Minutes"], 0)).toBe(
    `"Name","From","To","Minutes"\r\n"'=SUM(""a"")","${at(0)}","${at(5)}","5"\r\n`,
  );
});
