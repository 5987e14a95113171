/** Who comes while a layout of places is shown would be seen by nobody: they get the next free one. */

import { hasOpenPlaces, holderOf, isPictured, reserved } from "./seating";
import type { Canvas, Member } from "../api/shapes";

export interface Seat {
  member: Member;
  slot: string;
}

/** In the order of their coming, as far as there are places; where FreeSWITCH has an open one, it chooses itself. */
export function seatsFor(canvas: Canvas, members: Member[], newcomers: ReadonlySet<string>): Seat[] {
  if (hasOpenPlaces(canvas)) return [];
  const free = reserved(canvas).filter((place) => !holderOf(place, members));
  const coming = members
    .filter((one) => newcomers.has(one.uuid) && one.slot === null && one.video !== false && isPictured(one))
    .toSorted((one, other) => (one.number ?? 0) - (other.number ?? 0));
  return coming.flatMap((member, index) => {
    const slot = free[index]?.slot;
    return slot ? [{ member, slot }] : [];
  });
}

interface Ended {
  kind: string;
  member: string | null;
}

interface Since {
  /** Calls that were there before. */
  known: ReadonlySet<string>;
  members: readonly Member[];
  ends: readonly Ended[];
  /** How often each was given a place because they had come. */
  asked: ReadonlyMap<string, number>;
}

/** Who came since the page was opened, without those whom somebody has put somewhere, or taken out, by hand. */
export function newcomersOf({ known, members, ends, asked }: Since): Set<string> {
  const seated = (uuid: string) => ends.filter(({ kind, member }) => kind === "set_slot" && member === uuid).length;
  const came = members.map(({ uuid }) => uuid).filter((uuid) => !known.has(uuid));
  return new Set(came.filter((uuid) => seated(uuid) <= (asked.get(uuid) ?? 0)));
}
