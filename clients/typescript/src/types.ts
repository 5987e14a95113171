/** The API's shapes by name; null is what the switch has not told yet. */

import type { components } from "./api_types.ts";

export type Schemas = components["schemas"];

export type Conference = Schemas["ConferenceView"];
export type ConferenceState = Schemas["ConferenceState"];
export type ConferenceSummary = Schemas["ConferenceSummary"];
export type Member = Schemas["MemberState"];
export type Recording = Schemas["RecordingState"];
export type Stream = Schemas["StreamState"];
export type Command = Schemas["CommandView"];
export type CommandState = Command["state"];
export type Evidence = Schemas["Evidence"];
export type Step = Schemas["Step"];
export type Canvas = Schemas["Canvas"];
export type Still = Schemas["StillView"];
export type ProblemBody = Schemas["ProblemBody"];
export type NodeView = Schemas["NodeView"];
/** What somebody wrote; its text is null once a host has deleted it. */
export type Message = Schemas["Message"];
/** Somebody who follows a conference in a page. */
export type Watcher = Schemas["Watcher"];

/** What happened; of which type is only known of a `KnownEvent`. */
export type Event = Schemas["Event"];
export type KnownEvent = Schemas["KnownEvent"];
export type ClientFrame = Schemas["ClientFrame"];
export type ServerFrame = Schemas["ServerFrame"];
export type SnapshotFrame = Schemas["SnapshotFrame"];
export type ProblemFrame = Schemas["ProblemFrame"];
