/** What an event makes of a state: pure, and patient with events that it has seen, cannot read or does not know. */

import type { ConferenceState, Event } from "../types.ts";

type Fields = Record<string, unknown>;
type Change = (state: ConferenceState, data: Fields) => ConferenceState | null;

/**
 * The state after the event; to apply one again, or a later one over its consequences, changes nothing.
 *
 * An event of a type that this version does not know, or of another meeting, leaves the state as it is. What else stands
 * in a state (such as `node_state`) stays there.
 */
export function apply<State extends ConferenceState>(state: State | null, event: Event): State | null;
export function apply(state: ConferenceState | null, event: Event): ConferenceState | null {
  const data: unknown = event.data;
  if (!isFields(data)) return state;
  if (event.type === "conference.started") return begun(data.conference, state, event);
  if (event.meeting !== state?.uuid) return state;
  if (event.type === "conference.ended") return null;
  const change = CHANGES.get(event.type);
  const changed = change ? change(state, data) : null;
  return changed === null ? state : counted(changed, event);
}

/** The state after these events. */
export function fold<State extends ConferenceState>(state: State | null, events: Iterable<Event>): State | null {
  let folded = state;
  for (const event of events) folded = apply(folded, event);
  return folded;
}

// Null: the event cannot be read.
const CHANGES = new Map<string, Change>([
  ["conference.changed", (state, { changed }) => (isFields(changed) ? withFields(state, changed) : null)],
  ["member.joined", (state, { member }) => (hasKey(member, "uuid") ? put(state, "members", "uuid", member) : null)],
  ["member.left", (state, { uuid }) => (isText(uuid) ? without(state, "members", "uuid", uuid) : null)],
  [
    "member.changed",
    (state, { uuid, changed }) => (isText(uuid) && isFields(changed) ? memberWith(state, uuid, changed) : null),
  ],
  [
    "member.talking",
    (state, { uuid, talking }) =>
      isText(uuid) && typeof talking === "boolean" ? memberWith(state, uuid, { talking }) : null,
  ],
  ["floor.changed", floorChanged],
  ["recording.changed", (state, { id, recording }) => output(state, "recordings", id, recording)],
  ["stream.changed", (state, { id, stream }) => output(state, "streams", id, stream)],
  ["hand.raised", handRaised],
  ["hand.lowered", handLowered],
]);

type Lists = "members" | "recordings" | "streams" | "hands";

function begun(conference: unknown, state: ConferenceState | null, event: Event): ConferenceState | null {
  if (!hasKey(conference, "uuid") || !isText(conference.name) || !isText(conference.node)) return state;
  // Seen before: who is there is not told again.
  const seen = state?.uuid === conference.uuid ? state : null;
  const { members = [], recordings = [], streams = [], hands = [] } = seen ?? {};
  const fresh = { ...seen, ...(conference as unknown as ConferenceState) };
  return counted({ ...fresh, members, recordings, streams, hands }, event);
}

function floorChanged(state: ConferenceState, { floor, uuid }: Fields): ConferenceState | null {
  if ((floor !== "floor" && floor !== "video_floor") || !(uuid === null || isText(uuid))) return null;
  return { ...state, members: state.members.map((member) => ({ ...member, [floor]: member.uuid === uuid })) };
}

function memberWith(state: ConferenceState, uuid: string, changed: Fields): ConferenceState {
  return {
    ...state,
    members: state.members.map((member) => (member.uuid === uuid ? withFields(member, changed) : member)),
  };
}

/** A member's, or that of somebody who is in a page only. */
function handRaised(state: ConferenceState, data: Fields): ConferenceState | null {
  const { uuid = null, subject = null, name = null, raised_at } = data;
  if (!isText(raised_at)) return null;
  if (isText(subject)) return put(state, "hands", "subject", { subject, name, raised_at });
  return isText(uuid) ? memberWith(state, uuid, { hand_raised_at: raised_at }) : state;
}

function handLowered(state: ConferenceState, { uuid = null, subject = null }: Fields): ConferenceState | null {
  if (isText(subject)) return without(state, "hands", "subject", subject);
  return isText(uuid) ? memberWith(state, uuid, { hand_raised_at: null }) : state;
}

function output(state: ConferenceState, list: Lists, id: unknown, now: unknown): ConferenceState | null {
  if (!isText(id) || now === undefined) return null;
  if (now === null) return without(state, list, "id", id);
  return hasKey(now, "id") ? put(without(state, list, "id", id), list, "id", now) : null;
}

function put(state: ConferenceState, list: Lists, key: string, item: Fields): ConferenceState {
  const others = without(state, list, key, item[key] as string)[list];
  return { ...state, [list]: [...others, item] };
}

function without(state: ConferenceState, list: Lists, key: string, value: string): ConferenceState {
  return { ...state, [list]: state[list].filter((item) => (item as Fields)[key] !== value) };
}

/** With other values in these fields; fields that it does not have are of another version and are left out. */
function withFields<T extends object>(item: T, changed: Fields): T {
  return { ...item, ...Object.fromEntries(Object.entries(changed).filter(([name]) => name in item)) };
}

function counted(state: ConferenceState, event: Event): ConferenceState {
  return {
    ...state,
    revision: event.revision ?? state.revision,
    member_count: state.members.length,
    // In the order in which everybody shows them.
    members: [...state.members].sort(
      (one, other) => (one.number ?? 0) - (other.number ?? 0) || by(one.uuid, other.uuid),
    ),
    recordings: [...state.recordings].sort((one, other) => by(one.id, other.id)),
    streams: [...state.streams].sort((one, other) => by(one.id, other.id)),
    hands: [...state.hands].sort((one, other) => by(one.raised_at, other.raised_at) || by(one.subject, other.subject)),
  };
}

const by = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
const isText = (value: unknown): value is string => typeof value === "string";
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const hasKey = (value: unknown, key: string): value is Fields => isFields(value) && isText(value[key]);
