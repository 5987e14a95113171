/** What is different between two states of a conference, as the events that its relay would tell. */

import type { Event } from "freeswitch-functions-client";
import type { Conference } from "../console/api/shapes";

type Told = [type: string, data: Event["data"]];
type Item = Record<string, unknown>;

const OWN_EVENTS = ["members", "recordings", "streams", "hands", "member_count", "revision", "name", "uuid"];
// No event tells how a node is.
const OF_NODE = ["node_state", "as_of", "seq"];

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function different(before: object, now: object, without: readonly string[]): Item {
  const fields = Object.entries(now).filter(([name]) => !without.includes(name));
  return Object.fromEntries(fields.filter(([name, value]) => !same((before as Item)[name], value)));
}

export function begun(now: Conference): Told[] {
  const without = ["members", "recordings", "streams", "hands", "member_count", ...OF_NODE];
  const conference = Object.fromEntries(Object.entries(now).filter(([name]) => !without.includes(name)));
  const empty = { ...now, members: [], recordings: [], streams: [] };
  return [["conference.started", { conference }], ...changed(empty, now)];
}

export function changed(before: Conference, now: Conference): Told[] {
  const had = new Map(before.members.map((member) => [member.uuid, member]));
  const has = new Set(now.members.map(({ uuid }) => uuid));
  const told: Told[] = [];
  for (const uuid of had.keys()) if (!has.has(uuid)) told.push(["member.left", { uuid }]);
  const fields = different(before, now, [...OWN_EVENTS, ...OF_NODE]);
  if (Object.keys(fields).length > 0 || before.revision !== now.revision)
    told.push(["conference.changed", { changed: fields }]);
  for (const member of now.members) {
    const was = had.get(member.uuid);
    const news = was && different(was, member, []);
    if (!news) told.push(["member.joined", { member: { ...member } }]);
    else if (Object.keys(news).length > 0) told.push(["member.changed", { uuid: member.uuid, changed: news }]);
  }
  return [
    ...told,
    ...outputs("recording", before.recordings, now.recordings),
    ...outputs("stream", before.streams, now.streams),
  ];
}

function outputs(noun: string, before: readonly { id: string }[], now: readonly { id: string }[]): Told[] {
  const known = new Map(before.map((one) => [one.id, one]));
  const there = new Set(now.map(({ id }) => id));
  return [
    ...now
      .filter((one) => !same(known.get(one.id), one))
      .map((one): Told => [`${noun}.changed`, { id: one.id, [noun]: one }]),
    ...before.filter(({ id }) => !there.has(id)).map(({ id }): Told => [`${noun}.changed`, { id, [noun]: null }]),
  ];
}
