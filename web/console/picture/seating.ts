/** Who sits where on the canvas, and the command that moves somebody. */

import { pictureWords } from "./picture_words";
import { nameOf } from "../../shared/names";
import { memberPath, path } from "../api/client";
import { changeTo } from "./layouts/layout_names";
import type { Twin } from "./layouts/layout_names";
import type { Canvas, Member, Place } from "../api/shapes";
import type { Wish } from "../outcomes/use_outcomes";

/** What a move asks of the API; several steps are one command. */
export interface Move {
  words: string;
  steps: Step[];
}

export type Step =
  | { kind: "set_slot"; member: string; slot: string | null }
  | { kind: "set_layout"; layout: string }
  | { kind: "set_layout_group"; group: string };

export function wishFor(conference: string, { words, steps }: Move): Wish {
  const [only] = steps;
  if (steps.length === 1 && only?.kind === "set_slot") {
    return {
      words,
      method: "PATCH",
      path: memberPath(conference, only.member),
      body: { slot: only.slot },
      picture: true,
    };
  }
  return { words, method: "POST", path: `${path(conference)}/scenes`, body: { steps }, picture: true };
}

export const namesOf = (members: Member[]): string => members.map(nameOf).join(", ");

export const placeName = ({ slot, image }: Place): string => slot ?? pictureWords().place(image);

export const reserved = ({ slots }: Canvas): Place[] => slots.filter(({ slot }) => slot !== null);

/** Where the switch may put whoever has no place of their own. */
export const hasOpenPlaces = ({ slots }: Canvas): boolean => slots.some(({ slot }) => slot === null);

/** Who has the place, even while their camera is off and nobody is seen there. */
export function holderOf(place: Place, members: Member[]): Member | undefined {
  return members.find(({ slot }) => slot !== null && slot === place.slot);
}

export function placeInWords(member: Member, canvas: Canvas | null): string {
  const seat = canvas?.slots.find((place) => place.member === member.uuid);
  if (canvas && !seat) return member.slot ? pictureWords().holds(member.slot) : pictureWords().notIn;
  if (member.slot) return member.slot;
  if (seat) return seat.certain ? placeName(seat) : pictureWords().likely(placeName(seat));
  return pictureWords().unknown;
}

/** Where somebody goes who has to make room: where the other comes from, or the first place that nobody has. */
function nextPlace(canvas: Canvas, members: Member[], mover: Member, taken: Place): Place | undefined {
  const left = reserved(canvas).find(({ slot }) => slot === mover.slot);
  return left ?? reserved(canvas).find((place) => place !== taken && !holderOf(place, members));
}

/** Who has to go and where to, for the place's name; null where nobody has to. */
export function displaced(canvas: Canvas, members: Member[], mover: Member, place: Place) {
  const holder = holderOf(place, members);
  if (!holder || holder.uuid === mover.uuid) return null;
  return { holder, to: nextPlace(canvas, members, mover, place)?.slot ?? null };
}

export function moveTo(canvas: Canvas, members: Member[], mover: Member, place: Place): Move {
  const step: Step = { kind: "set_slot", member: mover.uuid, slot: place.slot };
  const words = pictureWords().moveTo(nameOf(mover), placeName(place));
  const other = displaced(canvas, members, mover, place);
  if (!other) return { words, steps: [step] };
  // The switch takes the place away from its holder by itself.
  if (other.to === null) return { words: pictureWords().andOut(words, nameOf(other.holder)), steps: [step] };
  return {
    words: pictureWords().andTo(words, nameOf(other.holder), other.to),
    steps: [step, { kind: "set_slot", member: other.holder.uuid, slot: other.to }],
  };
}

export function freeing(canvas: Canvas, mover: Member): Move {
  const words = hasOpenPlaces(canvas) ? pictureWords().anyFree(nameOf(mover)) : pictureWords().takeOut(nameOf(mover));
  return { words, steps: [{ kind: "set_slot", member: mover.uuid, slot: null }] };
}

function seats(people: Member[], slots: string[]): Step[] {
  const pairs = people.slice(0, slots.length).map(({ uuid }, index) => ({ member: uuid, slot: slots[index] ?? null }));
  return pairs.map((pair) => ({ kind: "set_slot", ...pair }));
}

/** Whoever has the camera off or is on hold is in no place, and the switch refuses to seat them. */
export const isPictured = ({ video_muted, on_hold }: Member): boolean => !video_muted && !on_hold;

const isLeftOut = ({ not_shown }: Canvas, member: Member) => isPictured(member) && not_shown.includes(member.uuid);

/** Those whom the layout would show if they had one of its places; without any it has room for who has none. */
export function unseated(canvas: Canvas, members: Member[]): Member[] {
  const places = reserved(canvas).map(({ slot }) => slot);
  if (places.length === 0) return [];
  return members.filter((member) => isLeftOut(canvas, member) && !places.includes(member.slot));
}

/** Those whom a layout without such places leaves out because they still hold one. */
export function stranded(canvas: Canvas, members: Member[]): Member[] {
  if (reserved(canvas).length > 0) return [];
  return members.filter((member) => isLeftOut(canvas, member) && member.slot !== null);
}

export function seatUnseated(canvas: Canvas, members: Member[]): Move {
  const free = reserved(canvas).filter((place) => !holderOf(place, members));
  const left = unseated(canvas, members);
  return { words: pictureWords().placesFor(namesOf(left)), steps: seats(left, free.map(placeName)) };
}

export function freeStranded(canvas: Canvas, members: Member[]): Move {
  const left = stranded(canvas, members);
  const steps = left.map(({ uuid }): Step => ({ kind: "set_slot", member: uuid, slot: null }));
  return { words: pictureWords().anyFree(namesOf(left)), steps };
}

/** The same picture with named places, everybody where they are likely to be now. */
export function withSeats(canvas: Canvas, members: Member[], twin: Twin, slots: string[]): Move {
  const change = changeTo(twin.choice);
  const first: Step =
    "layout" in change
      ? { kind: "set_layout", layout: change.layout }
      : { kind: "set_layout_group", group: change.layout_group };
  const order = [...canvas.slots.map(({ member }) => member), ...canvas.not_shown];
  const people = order.flatMap((uuid) => members.filter((member) => member.uuid === uuid && isPictured(member)));
  return { words: pictureWords().giveSeatsIn(twin.layout), steps: [first, ...seats(people, slots)] };
}
