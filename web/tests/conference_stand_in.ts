/** A conference in memory: who is in it, where they are, and what a command changes. */

import type { Canvas, Command, Conference, Member, Output, Place, Recording, Stream } from "../console/api/shapes";

export const AT = "2026-11-23T10:00:00.000Z";
const HOSTILE_NAME = `<img src=x onerror="document.title='broken'">`;

export interface Asked {
  method: string;
  path: string;
  body: unknown;
}

type Step = Record<string, unknown>;

export function member(number: number, user: string, name: string, more: Partial<Member> = {}): Member {
  return {
    ...{
      uuid: `uuid-${number}`,
      number,
      user,
      name,
      invitee: null,
      role: null,
      slot: null,
      settled: null,
      banner: null,
      joined_at: AT,
    },
    ...{ muted: false, deaf: false, on_hold: false, talking: false, floor: false, moderator: false },
    ...{ video: true, video_muted: false, video_floor: false, volume_in: 0, volume_out: 0 },
    hand_raised_at: null,
    asked_to_unmute_at: null,
    quality: null,
    host: null,
    ...more,
  };
}

export const recording = (id: string, more: Partial<Recording> = {}): Recording => ({
  ...{ id, state: "live", paused: false, reason: null, started_at: AT, ended_at: null, name: null, retries: 0 },
  ...{
    goes_on_from: null,
    last_retry_at: null,
    format: "mp4",
    parts: 1,
    duration_seconds: null,
    bytes: null,
    sha256: null,
  },
  ...{ has_video: null, has_sound: null, incomplete: null, stored: null, expires_at: null },
  ...more,
});

export const stream = (id: string, more: Partial<Stream> = {}): Stream => ({
  ...{ id, state: "live", paused: false, reason: null, started_at: AT, ended_at: null, name: null, retries: 0 },
  ...{ goes_on_from: null, last_retry_at: null, url: null, key: null },
  ...more,
});

export function conference(): Conference {
  const head = { name: "internal", uuid: "c-1", node: "fs1", revision: 1, started_at: AT, locked: false, canvas: null };
  return {
    ...head,
    layout: "2x2",
    layout_group: null,
    domain: "example.com",
    hands: [],
    observers: [],
    standings: [],
    picture_by_hand_at: null,
    seq: null,
    began_as: null,
    moved_at: null,
    max_members: null,
    member_count: 3,
    node_state: "up",
    as_of: AT,
    members: [
      member(1, "1000", "Ada Lovelace", { moderator: true, video_floor: true }),
      member(2, "1001", "Grace Hopper", { talking: true }),
      member(3, "1002", HOSTILE_NAME),
    ],
    recordings: [],
    streams: [],
  };
}

/**
 * Four places; with seats each is for whoever has its name, otherwise they fill in the order of joining. Who has the
 * camera off is in none, as in FreeSWITCH without a picture for it.
 */
export function canvasOf({ layout, members }: Conference): Canvas {
  const seated = layout?.endsWith("-seats") ?? false;
  const seen = members.filter((one) => !one.video_muted);
  const open = seen.filter(({ slot }) => slot === null);
  const slots = [0, 1, 2, 3].map((index): Place => {
    const slot = seated ? `slot-${index + 1}` : null;
    const here = seated ? seen.find((one) => one.slot === slot) : open[index];
    const fractions = { x: (index % 2) / 2, y: Math.floor(index / 2) / 2, width: 0.5, height: 0.5 };
    const pixels = { x: fractions.x * 1280, y: fractions.y * 720, width: 640, height: 360 };
    const who = { member: here?.uuid ?? null, name: here?.name ?? null, role: null, rule: null };
    return { image: index + 1, slot, fractions, pixels, ...who, certain: seated };
  });
  const shown = slots.map(({ member: uuid }) => uuid);
  const not_shown = members.map(({ uuid }) => uuid).filter((uuid) => !shown.includes(uuid));
  return { canvas: 1, width: 1280, height: 720, layout, layout_group: null, stale: false, slots, not_shown };
}

const outcome = (kind: string, more: Partial<Command>): Command => ({
  ...{ id: "", kind, conference: "internal", state: "confirmed", reason: null, detail: null, reply: "+OK", steps: [] },
  ...{ evidence: { kind: "state", at: AT }, created_at: AT, deadline: AT, finished_at: AT },
  ...more,
});

const seenAs = (event: string) => ({ evidence: { kind: "event", event, at: AT } }) as const;

function seat(state: Conference, uuid: string, slot: string | null): void {
  for (const one of state.members) {
    if (one.uuid === uuid) one.slot = slot;
    else if (slot !== null && one.slot === slot) one.slot = null;
  }
}

function changeMember(state: Conference, uuid: string, fields: Step): Command {
  if (fields.slot !== undefined) {
    seat(state, uuid, fields.slot as string | null);
    return outcome("set_slot", {});
  }
  Object.assign(state.members.find((one) => one.uuid === uuid) ?? {}, fields);
  return outcome("update_member", seenAs("mute-member"));
}

function runScene(state: Conference, steps: Step[]): Command {
  for (const { kind, member: uuid, slot, layout } of steps) {
    if (kind === "clear_banner") Object.assign(state.members.find((one) => one.uuid === uuid) ?? {}, { banner: null });
    else if (kind === "set_slot") seat(state, uuid as string, slot as string | null);
    else state.layout = layout as string;
  }
  return outcome("scene", { steps: steps.map(({ kind }) => ({ kind: kind as string, state: "confirmed" })) });
}

function changeOutput(running: Output | undefined, { method, body }: Asked): Command {
  if (!running) return outcome("stop", { state: "failed", reason: "not_recording", evidence: null, reply: null });
  if (method === "PATCH") {
    Object.assign(running, body);
    return outcome("pause_recording", seenAs("pause-recording"));
  }
  Object.assign(running, { state: "ready", ended_at: AT, duration_seconds: 65.2, bytes: 1_234_567 });
  return outcome("stop", seenAs("stop-recording"));
}

function changeConference(state: Conference, fields: Step): Command {
  if (fields.layout === "broken") {
    const refusal = { reason: "refused", detail: "Invalid layout [broken]", reply: "-ERR Invalid layout [broken]\n" };
    return outcome("set_layout", { state: "failed", evidence: null, ...refusal });
  }
  Object.assign(state, fields);
  return outcome("set_layout", { state: "accepted", evidence: { kind: "reply" } });
}

/** Does what a change asks for and says how it ended. */
export function carryOut(state: Conference, asked: Asked): Command {
  const fields = (asked.body ?? {}) as Step;
  const [, , , , noun, id] = asked.path.split("?")[0]!.split("/");
  state.revision += 1;
  if (noun === "stills") return outcome("take_still", {});
  if (noun === "scenes") return runScene(state, fields.steps as Step[]);
  if (noun === "waiting") return outcome(id ?? "", seenAs(id === "admit" ? "add-member" : "del-member"));
  if (noun === "say") return outcome("say", seenAs("play-file"));
  if (noun === "play") return outcome(asked.method === "POST" ? "play" : "stop_playing", seenAs("play-file"));
  if (noun === "calls") return outcome("dial", seenAs("add-member"));
  if (noun === "commands") return outcome("seek", { state: "accepted", evidence: { kind: "reply" } });
  if (noun === "mute-all") {
    for (const one of state.members) one.muted ||= !(one.host ?? one.moderator);
    return outcome("mute_all", {});
  }
  if (noun === "slots") {
    for (const one of state.members) one.slot = null;
    return outcome("clear_slots", {});
  }
  if (noun === "rules") {
    state.picture_by_hand_at = null;
    return outcome("resume_rules", {});
  }
  if (noun === "end") return outcome("end_conference", {});
  if (noun === "kept-out") {
    state.standings = state.standings.filter(({ person }) => person !== id);
    return outcome("let_in", {});
  }
  if (noun === "members" && asked.path.endsWith("/ask-to-unmute")) {
    for (const one of state.members) if (one.uuid === id) one.asked_to_unmute_at = AT;
    return outcome("ask_to_unmute", seenAs("play-file-member"));
  }
  if (noun === "members" && asked.method === "DELETE") {
    state.members = state.members.filter(({ uuid }) => uuid !== id);
    state.member_count -= 1;
    return outcome("kick", seenAs("del-member"));
  }
  if (noun === "members") return changeMember(state, id ?? "", fields);
  if (noun === "recordings" && id) {
    const found = state.recordings.find((one) => one.id === id);
    return changeOutput(found, asked);
  }
  if (noun === "recordings") {
    state.recordings.push(recording("rec-1", { started_at: new Date().toISOString() }));
    return outcome("start_recording", seenAs("start-recording"));
  }
  if (noun === "streams" && id) {
    const found = state.streams.find((one) => one.id === id);
    return changeOutput(found, asked);
  }
  if (noun === "streams") {
    const url = (fields.url as string | undefined) ?? "rtmps://a.rtmps.youtube.com/live2";
    state.streams.push(stream("stream-1", { url, started_at: new Date().toISOString() }));
    return outcome("start_stream", seenAs("start-recording"));
  }
  return changeConference(state, fields);
}
