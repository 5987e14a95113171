import { describe, expect, test } from "vitest";
import { apply } from "freeswitch-functions-client";
import type { Event } from "freeswitch-functions-client";
import { settledAfter } from "../../../console/live/settled";
import type { Member } from "../../../console/api/shapes";
import { AT, conference, member } from "../../conference_stand_in";

describe("whom this page gives no place", () => {
  /** A page that began to look at a conference of one, and hears what is told. */
  class Page {
    state = { ...conference(), members: [member(1, "1001", "P1", { slot: "slot-1" })] };
    settled: ReadonlySet<string> = new Set();

    constructor() {
      this.look();
    }

    /** A snapshot of what is there now: what happened before is not told one by one. */
    look(known: readonly Member[] | null = null): void {
      this.settled = settledAfter(this.settled, known, { conference: this.state, events: [], anew: true });
    }

    /** All in one frame. */
    hear(...told: [type: string, data: Event["data"]][]): void {
      const { members } = this.state;
      const events = told.map(([type, data], index): Event => {
        const known = { conference: "internal", meeting: this.state.uuid, revision: null, at: AT };
        return { ...known, seq: index, id: `e-${index}`, type, data };
      });
      for (const event of events) this.state = apply(this.state, event)!;
      this.settled = settledAfter(this.settled, members, { conference: this.state, events, anew: false });
    }

    get newcomers(): string[] {
      return this.state.members.map(({ uuid }) => uuid).filter((uuid) => !this.settled.has(uuid));
    }
  }

  const joins = (number: number): [string, Event["data"]] => [
    "member.joined",
    { member: { ...member(number, `${1000 + number}`, `P${number}`) } },
  ];
  const sits = (number: number, slot: string | null): [string, Event["data"]] => [
    "member.changed",
    { uuid: `uuid-${number}`, changed: { slot } },
  ];
  const ends = (kind: string, number: number | null, state = "confirmed"): [string, Event["data"]] => [
    "command.finished",
    { id: "c", kind, state, reason: null, by: "anna", rule: null, member: number === null ? null : `uuid-${number}` },
  ];

  test("are those who were there before, and nobody who has just come", () => {
    const page = new Page();
    page.hear(joins(2));

    expect(page.newcomers).toEqual(["uuid-2"]);
    expect([...page.settled]).toEqual(["uuid-1"]);
  });

  test.each(["apply_stage", "scene"])("whom %s leaves out stays out, seated before or not", (kind) => {
    const page = new Page();
    page.hear(joins(2), joins(3));
    page.hear(sits(2, "slot-2"));
    // The relay unseats by itself: nothing names who it was.
    page.hear(sits(2, null), ends(kind, null));

    expect(page.newcomers).toEqual([]);
  });

  test("who comes after a scene is a newcomer, in the same frame too", () => {
    const page = new Page();
    page.hear(joins(2), ends("apply_stage", null), joins(3));

    expect(page.newcomers).toEqual(["uuid-3"]);
  });

  test("who has had a place and lost it has had it for good, however much is done afterwards", () => {
    const page = new Page();
    page.hear(joins(2));
    page.hear(sits(2, "slot-2"), ends("set_slot", 2));
    page.hear(sits(2, null), ends("set_slot", 2));
    for (let more = 0; more < 300; more += 1) page.hear(ends("mute", 1));

    expect(page.newcomers).toEqual([]);
  });

  test("whom a hand leaves without a place stays so, but not because a try failed or others were moved", () => {
    const page = new Page();
    page.hear(joins(2), joins(3), joins(4));
    page.hear(ends("set_slot", 2), ends("set_slot", 3, "failed"), ends("set_slot", 1), ends("mute", 4));

    expect(page.newcomers).toEqual(["uuid-3", "uuid-4"]);
  });

  test("of what was missed nothing is guessed: whoever is there then is left alone", () => {
    const page = new Page();
    page.hear(joins(2));
    page.look(page.state.members);

    expect(page.newcomers).toEqual([]);
  });
});
