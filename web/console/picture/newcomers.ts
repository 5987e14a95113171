/** Who comes while a layout of places is shown would be seen by nobody: they get the next free one. */

import { hasOpenPlaces, holderOf, isPictured, reserved } from "./seating";
import type { Canvas, Member } from "../api/shapes";

export interface Seat {
  member: Member;
  slot: string;
}

/** In the order of their coming, as far as there are places; where FreeSWITCH has an open one, it chooses itself. */
export function seatsFor(canvas: Canvas, members: Member[], settled: ReadonlySet<string>): Seat[] {
  if (hasOpenPlaces(canvas)) return [];
  const free = reserved(canvas).filter((place) => !holderOf(place, members));
  const coming = members
    .filter((one) => !settled.has(one.uuid) && one.slot === null && one.video !== false && isPictured(one))
    .toSorted((one, other) => (one.number ?? 0) - (other.number ?? 0));
  return coming.flatMap((member, index) => {
    const slot = free[index]?.slot;
    return slot ? [{ member, slot }] : [];
  });
}
