/** What the HTTP API answers; null is what the switch has not told yet. */

export interface Output {
  id: string;
  state: "starting" | "live" | "interrupted" | "stopping" | "processing" | "ready" | "failed";
  paused: boolean | null;
  reason: string | null;
  started_at: string | null;
  ended_at: string | null;
  name: string | null;
  retries: number;
  last_retry_at: string | null;
}

export interface Recording extends Output {
  format: string | null;
  duration_seconds: number | null;
  bytes: number | null;
  has_video: boolean | null;
  has_sound: boolean | null;
  incomplete: boolean | null;
}

/** Its key is left out: nobody needs to see even the end of it here. */
export interface Stream extends Output {
  url: string | null;
}

export interface Member {
  uuid: string;
  number: number | null;
  user: string | null;
  name: string | null;
  muted: boolean | null;
  video_muted: boolean | null;
  on_hold: boolean | null;
  talking: boolean | null;
  video_floor: boolean | null;
  moderator: boolean | null;
  slot: string | null;
  banner: { text: string } | null;
  volume_in: number | null;
}

/** What may be asked for; who speaks or moderates is nobody's to set. */
export type MemberChange = Partial<
  Pick<Member, "name" | "muted" | "video_muted" | "video_floor" | "banner" | "volume_in"> & {
    energy_level: number;
    gain: number;
    turned: 0 | 90 | 180 | 270;
    filter: "gray" | "sepia" | "8bit" | null;
  }
>;

export interface ConferenceHead {
  name: string;
  uuid: string;
  node: string;
  revision: number;
  started_at: string | null;
  locked: boolean | null;
  layout: string | null;
  layout_group: string | null;
  member_count: number;
  node_state: "up" | "switch_down" | "lost";
  /** When the node was last seen. */
  as_of: string;
}

export interface Conference extends ConferenceHead {
  members: Member[];
  recordings: Recording[];
  streams: Stream[];
}

/** An image of the layout; `certain` is false where the switch chose by itself. */
export interface Place {
  image: number;
  slot: string | null;
  fractions: { x: number; y: number; width: number; height: number };
  member: string | null;
  name: string | null;
  certain: boolean;
}

export interface Canvas {
  width: number;
  height: number;
  layout: string | null;
  layout_group: string | null;
  stale: boolean;
  slots: Place[];
  /** Call uuids. */
  not_shown: string[];
}

export interface Still {
  id: string;
  state: "processing" | "ready" | "failed";
  reason: string | null;
  taken_at: string;
  width: number;
  height: number;
  bytes: number;
  /** Works for a while without a token. */
  url: string | null;
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export type CommandState = "queued" | "running" | "confirmed" | "accepted" | "failed" | "expired" | "unknown";

export interface Evidence {
  kind: "event" | "state" | "reply";
  event?: string | null;
  at?: string | null;
}

export interface Step {
  kind: string;
  state: CommandState | "skipped";
  reason?: string | null;
  detail?: string | null;
  evidence?: Evidence | null;
}

export interface Command {
  id: string;
  kind: string;
  state: CommandState;
  reason: string | null;
  detail?: string | null;
  evidence: Evidence | null;
  reply: string | null;
  steps?: Step[];
}

export interface ProblemBody {
  title?: string;
  code?: string;
  detail?: string;
  reason?: string;
  errors?: { field: string; problem: string }[];
}
