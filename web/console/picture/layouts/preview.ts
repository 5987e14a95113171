/** Who would be where in a layout or a stage, before it is shown: as the relay and FreeSWITCH would seat them. */

import { nameOf } from "../../../shared/names";
import type { Layout, LayoutGroup, Member, Stage, Who } from "../../api/shapes";
import { isPictured } from "../seating";

// Layouts are written on a square grid, whatever the picture has in pixels.
const GRID = 360;

export interface PlaceAhead {
  /** In fractions of the picture. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** The place's name, where it has one. */
  slot: string | null;
  /** Who would be there; null: nobody. */
  member: Member | null;
  /** Whether FreeSWITCH would choose who is there. */
  isLikely: boolean;
}

export interface Ahead {
  places: PlaceAhead[];
  /** Who could be seen and would not be. */
  out: Member[];
}

type Image = Layout["images"][number];

export const isMeant = (who: Who, { uuid, user, invitee, moderator, floor, talking }: Member): boolean => {
  if (who.user) return who.user === user;
  if (who.invitee) return !user && who.invitee === invitee;
  if (who.call) return who.call === uuid;
  return who.part === "moderator" ? moderator === true : floor === true || talking === true;
};

/** Who a stage puts on which of its places: the first who is there and has no earlier one. */
export function seatsOf(stage: Stage, members: readonly Member[]): Map<string, Member> {
  const seats = new Map<string, Member>();
  const taken = new Set<string>();
  for (const { slot, who } of stage.places ?? []) {
    const free = members.filter((one) => isPictured(one) && one.video !== false && !taken.has(one.uuid));
    const found = who.map((one) => free.find((member) => isMeant(one, member))).find(Boolean);
    if (!found) continue;
    seats.set(slot, found);
    taken.add(found.uuid);
  }
  return seats;
}

/** The seats that people would have: a stage without places leaves everybody where they are, so far as the layout has that. */
function seatsIn(images: readonly Image[], stage: Stage, members: readonly Member[]): Map<string, Member> {
  if (stage.places?.length) return seatsOf(stage, members);
  const names = images.map(({ reservation_id }) => reservation_id).filter((name): name is string => !!name);
  const seated = members.filter(({ slot }) => slot !== null && names.includes(slot));
  const seats = new Map(seated.map((one): [string, Member] => [one.slot ?? "", one]));
  // A layout that is chosen gives those who are seen and would not be the next free places.
  const isOpen = images.some((image) => !image.reservation_id && !image.file_only);
  const homeless = members.filter((one) => isPictured(one) && one.video !== false && !seated.includes(one));
  const free = names.filter((name) => !seats.has(name));
  if (!isOpen) homeless.slice(0, free.length).forEach((one, index) => seats.set(free[index] ?? "", one));
  return seats;
}

/** Members in the order of their coming; FreeSWITCH fills what is open from the newest on. */
export function ahead(layout: Pick<Layout, "images">, stage: Stage, members: readonly Member[]): Ahead {
  const seen = members.filter((one) => isPictured(one) && one.video !== false);
  const images = layout.images.filter(({ file_only }) => !file_only);
  const seats = seatsIn(images, stage, seen);
  const seated = new Set([...seats.values()].map(({ uuid }) => uuid));
  const floor = seen.find(({ video_floor }) => video_floor);
  const large = [...images].reverse().find(({ floor, floor_only }) => floor || floor_only);
  const open = [...seen].reverse().filter((one) => !seated.has(one.uuid) && !(large && one === floor));
  const places = images.map((image): PlaceAhead => {
    const { x, y, scale, hscale, reservation_id, floor_only } = image;
    const box = { x: x / GRID, y: y / GRID, width: scale / GRID, height: (hscale ?? scale) / GRID };
    const slot = reservation_id || null;
    if (image === large && floor && !seated.has(floor.uuid)) return { ...box, slot, member: floor, isLikely: true };
    if (slot !== null) return { ...box, slot, member: seats.get(slot) ?? null, isLikely: false };
    return { ...box, slot, member: floor_only ? null : (open.shift() ?? null), isLikely: true };
  });
  const shown = new Set(places.map(({ member }) => member?.uuid));
  return { places, out: seen.filter(({ uuid }) => !shown.has(uuid)) };
}

/** The layout that FreeSWITCH would take of a group: the first that holds everybody, otherwise the last. */
export function layoutOfGroup(
  group: Pick<LayoutGroup, "layouts"> | undefined,
  sizes: ReadonlyMap<string, number>,
  people: number,
): string | null {
  const layouts = group?.layouts ?? [];
  return layouts.find((name) => (sizes.get(name) ?? 0) >= people) ?? layouts.at(-1) ?? null;
}

export const inOneLine = (members: readonly Member[]): string => members.map(nameOf).join(", ");
