/** Who was in a meeting, from when to when: read off its feed, and off who is there now. */

import type { Conference, Event } from "freeswitch-functions-client";
import { nameOf } from "../../shared/names";

export interface Stay {
  uuid: string;
  name: string;
  /** RFC 3339; null: nobody saw it. */
  from: string | null;
  /** Null: still there. */
  to: string | null;
}

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const fields = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** Each call of the latest meeting once, in the order of their coming. */
export function staysOf(events: readonly Event[], conference: Conference | null): Stay[] {
  const meeting = conference?.uuid ?? events.at(-1)?.meeting;
  const stays = new Map<string, Stay>();
  for (const { type, at, data, meeting: of } of events) {
    if (of !== meeting) continue;
    if (type === "member.joined") {
      const member = fields(data.member);
      const uuid = text(member.uuid);
      if (uuid === null) continue;
      const name = text(member.name) ?? text(member.user) ?? uuid;
      stays.set(uuid, { uuid, name, from: text(member.joined_at) ?? at, to: null });
    } else if (type === "member.left") {
      const uuid = text(data.uuid);
      if (uuid === null) continue;
      const known = stays.get(uuid);
      const seconds = typeof data.seconds === "number" ? data.seconds : null;
      const since = seconds === null ? null : new Date(Date.parse(at) - seconds * 1000).toISOString();
      const name = text(data.name) ?? known?.name ?? text(data.user) ?? uuid;
      stays.set(uuid, { uuid, name, from: known?.from ?? since, to: at });
    }
  }
  for (const member of conference?.members ?? []) {
    const from = stays.get(member.uuid)?.from ?? member.joined_at;
    stays.set(member.uuid, { uuid: member.uuid, name: nameOf(member), from, to: null });
  }
  return [...stays.values()].sort((one, other) => ((one.from ?? "") < (other.from ?? "") ? -1 : 1));
}

/** Whole minutes; null where nobody saw the beginning. */
export function minutesOf({ from, to }: Stay, now: number): number | null {
  return from === null ? null : Math.round(((to === null ? now : Date.parse(to)) - Date.parse(from)) / 60_000);
}

/** No spreadsheet takes what somebody is called for a formula (OWASP, "CSV Injection"). */
function cell(value: string): string {
  const harmless = /^\s*[=+\-@\t\r\n＝＋－＠]/u.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** As a table for a spreadsheet (RFC 4180). */
export function tableOf(stays: readonly Stay[], head: readonly string[], now: number): string {
  const rows = stays.map((stay) => [stay.name, stay.from ?? "", stay.to ?? "", String(minutesOf(stay, now) ?? "")]);
  return [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
