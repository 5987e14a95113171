/** The part of the API stand-in that a show needs: saved scenes, the cue list, and who may be called or invited. */

import type { Event, Schemas } from "freeswitch-functions-client";
import type { CueList, Layout, Scene, Stage, StageView } from "../console/api/shapes";
import { isMeant } from "../console/picture/layouts/preview";
import type { ApiStandIn, Asked } from "./api_stand_in";
import { AT } from "./conference_stand_in";

const ROOM = "/v1/conferences/internal";
const COMMAND = "/v1/commands/stage-1";
const SLOTS = ["slot-1", "slot-2", "slot-3", "slot-4"];

interface Answer {
  status: number;
  body: unknown;
}

export class ShowStandIn {
  scenes: Scene[] = [];
  cues: CueList | null = null;
  /** What `undo` brings back, the newest first. */
  before: Stage[] = [];

  /** What the stage says of who comes later; null: there is no stage. */
  newcomers: StageView["newcomers"] | null = "next_place";

  /** What was told before the page came. */
  events: Event[] = [];
  audit: object[] = [];
  /** How each is dialled, for who may read it. */
  /** Into whichever room. */
  links: Schemas["EntryView"][] = [];
  rooms: Pick<Schemas["RoomView"], "name" | "conference" | "number" | "dial_in">[] = [];

  constructor(private readonly stand: ApiStandIn) {}

  /** Null where it is none of these. */
  answer({ method, path, body, headers }: Asked, where: string): Answer | null {
    const after = Number(new URL(path, "http://here").searchParams.get("after") ?? "0");
    if (this.hasMoved(method, where, headers["if-match"]))
      return { status: 412, body: { title: "Somebody else has changed it", code: "revision_moved", status: 412 } };
    const scene = /^\/v1\/conferences\/internal\/scenes\/([^/]+)(\/show)?$/.exec(where);
    if (scene) return this.scene(method, scene[1] ?? "", scene[2] !== undefined, body);
    if (where === `${ROOM}/scenes` && method === "GET") return found({ items: this.scenes });
    if (where.startsWith(`${ROOM}/cues`)) return this.cue(method, where, body);
    if (where === `${ROOM}/stage`) return this.stage(method, body);
    if (where === `${ROOM}/stage/undo`) {
      const stage = this.before.shift();
      return stage ? this.show(stage, false) : { status: 409, body: { title: "nothing to undo", code: "wrong_state" } };
    }
    if (where === COMMAND) return found(done("apply_stage"));
    return this.others(method, where, after);
  }

  /** Whether a scene or the cue list is at another revision than the one that was seen. */
  private hasMoved(method: string, where: string, seen: string | undefined): boolean {
    if (seen === undefined || method === "GET") return false;
    const name = where.startsWith(`${ROOM}/scenes/`) ? where.split("/").at(-1) : null;
    const kept = where === `${ROOM}/cues` ? this.cues : this.scenes.find((one) => one.name === name);
    return seen !== `"${kept?.revision ?? 0}"`;
  }

  private scene(method: string, name: string, shows: boolean, body: unknown): Answer | null {
    const known = this.scenes.find((one) => one.name === name);
    if (method === "PUT") {
      const { stage } = body as { stage: Stage };
      const saved = { name, revision: (known?.revision ?? 0) + 1, stage };
      const others = this.scenes.filter((one) => one.name !== name);
      this.scenes = [...others, saved].sort((one, other) => (one.name < other.name ? -1 : 1));
      return { status: known ? 200 : 201, body: saved };
    }
    if (!known) return null;
    if (method === "DELETE") {
      this.scenes = this.scenes.filter((one) => one !== known);
      return { status: 204, body: "" };
    }
    return shows ? this.show(known.stage) : found(known);
  }

  private stage(method: string, body: unknown): Answer | null {
    if (method === "PATCH") {
      this.newcomers = (body as Pick<StageView, "newcomers">).newcomers;
      this.told();
    }
    if (this.newcomers === null) return null;
    if (method === "DELETE") {
      this.newcomers = null;
      return { status: 204, body: "" };
    }
    return found({ conference: "internal", stage: {}, newcomers: this.newcomers, command: COMMAND });
  }

  private cue(method: string, where: string, body: unknown): Answer | null {
    if (method === "PUT") {
      const { scenes } = body as { scenes: string[] };
      this.cues = { scenes, current: null, revision: (this.cues?.revision ?? 0) + 1 };
      return { status: 201, body: this.cues };
    }
    if (!this.cues) return null;
    if (method === "GET") return found(this.cues);
    const at = (this.cues.current ?? -1) + (where.endsWith("/next") ? 1 : -1);
    const scene = this.scenes.find(({ name }) => name === this.cues?.scenes[at]);
    if (!scene) return { status: 409, body: { title: "no further", code: "wrong_state" } };
    this.cues = { ...this.cues, current: at, revision: this.cues.revision + 1 };
    return this.show(scene.stage);
  }

  private show(stage: Stage, keeps = true): Answer {
    const { state } = this.stand;
    if (keeps) {
      const places = state.members.flatMap(({ slot, uuid }) => (slot ? [{ slot, who: [{ call: uuid }] }] : []));
      this.before.unshift({ layout: state.layout, places });
    }
    if (stage.layout) state.layout = stage.layout;
    for (const member of state.members) {
      const place = stage.places?.find(({ who }) => who.some((one) => isMeant(one, member)));
      if (stage.places) member.slot = place?.slot ?? null;
    }
    state.revision += 1;
    this.newcomers ??= "next_place";
    this.told();
    return found({ conference: state.name, stage, newcomers: this.newcomers, command: COMMAND });
  }

  /** That the stage was carried out. */
  private told(): void {
    const data = { ...done("apply_stage"), by: "operator", member: null, rule: null };
    this.stand.feed.tell(this.stand.state.name, "command.finished", data);
  }

  private others(method: string, where: string, after: number): Answer | null {
    const layout = /^\/v1\/layouts\/([^/.]+)$/.exec(where)?.[1];
    if (layout && layout !== "broken") return found({ name: layout, images: imagesOf(layout) });
    if (where === "/v1/gateways") return found({ items: [{ name: "carrier", profile: "trunk", nodes: [] }] });
    if (/^\/v1\/rooms\/[^/]+\/entries$/.test(where) && method === "GET")
      return found({ items: this.links, next: null });
    if (/^\/v1\/rooms\/[^/]+\/entries$/.test(where) && method === "POST")
      return { status: 201, body: { id: "entry-1", url: "https://call.example.com/#entry=abc", until: AT } };
    const taken = /\/entries\/(entry-\d+)$/.exec(where)?.[1];
    if (taken && method === "DELETE") {
      for (const link of this.links) if (link.id === taken) link.state = "revoked";
      return { status: 204, body: "" };
    }
    if (where === `${ROOM}/events`) {
      const items = after === 0 ? this.events : [];
      return found({ items, seq: 1, gap: null });
    }
    if (where === "/v1/audit") return found({ items: this.audit, next: null });
    if (where === "/v1/rooms") return found({ items: this.rooms, next: null });
    if (where === "/v1/dial-in-numbers") return found({ items: [{ number: "+496131123456789", language: null }] });
    if (where === "/v1/assets") return found({ items: [], next: null });
    return null;
  }
}

const found = (body: unknown): Answer => ({ status: 200, body });

function done(kind: string) {
  return {
    ...{ id: "stage-1", kind, conference: "internal", state: "confirmed", reason: null, detail: null, reply: null },
    ...{ evidence: { kind: "state", at: AT }, created_at: AT, deadline: AT, finished_at: AT, steps: [] },
  };
}

/** Four places; one of them large in `presenter`. */
function imagesOf(name: string): Layout["images"] {
  return SLOTS.map((slot, index) => ({
    ...{ x: (index % 2) * 180, y: Math.floor(index / 2) * 180, scale: 180, hscale: 180 },
    ...(name.endsWith("-seats") && { reservation_id: slot }),
    ...(name === "presenter" && index === 0 && { floor: true }),
  }));
}
