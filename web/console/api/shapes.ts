/** What the HTTP API answers, by the names that this page has for it; null is what the switch has not told yet. */

import type { Body, Recording, Schemas, Stream } from "freeswitch-functions-client";

export type {
  Canvas,
  Command,
  CommandState,
  Conference,
  Evidence,
  Member,
  Recording,
  Step,
  Still,
  Stream,
} from "freeswitch-functions-client";

export type ConferenceHead = Schemas["ConferenceSummary"];
/** Somebody who waits to be let in. */
export type WaitingPerson = Schemas["WaitingPerson"];
export type Output = Recording | Stream;
/** An image of the layout; `certain` is false where the switch chose by itself. */
export type Place = Schemas["Slot"];
/** What may be asked for; who speaks or moderates is nobody's to set. */
export type MemberChange = Body<"/v1/conferences/{conference}/members/{member}", "patch">;
/** A picture that is saved under a name. */
export type Scene = Schemas["SceneView"];
export type Stage = Schemas["Stage"];
export type StageView = Schemas["StageView"];
export type Who = Schemas["Who"];
/** Scenes in their order; `current` is the one that was shown last, from 0. */
export type CueList = Schemas["CueList"];
export type LayoutSummary = Schemas["LayoutSummary"];
export type Layout = Schemas["LayoutView"];
export type LayoutGroup = Schemas["GroupView"];
