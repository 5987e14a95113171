/** Who is where in the picture: the map's rectangles with what a page draws over them. */

import type { Canvas, Conference, Member } from "../types.ts";
import { callsOf } from "../live/hands.ts";

/** A rectangle of the picture in fractions of it, 0 to 1, and who is in it. */
export interface PlaceInPicture {
  x: number;
  y: number;
  width: number;
  height: number;
  member: Member;
  /** Whether it is a call of the token's holder. */
  isOwn: boolean;
}

/** The places that somebody fills, in the order of the layout; `subject` is the token's. */
export function placesOf(canvas: Canvas, conference: Conference, subject: string): PlaceInPicture[] {
  const own = new Set(callsOf(conference, subject).map(({ uuid }) => uuid));
  return canvas.slots.flatMap(({ fractions, member: uuid }) => {
    const member = conference.members.find((one) => one.uuid === uuid);
    return member ? [{ ...fractions, member, isOwn: own.has(member.uuid) }] : [];
  });
}

/** The rectangle of a picture in a box that it does not fill, in the box's pixels, as `object-fit: contain` puts it there. */
export function fitted(picture: { width: number; height: number }, box: { width: number; height: number }) {
  if (picture.width <= 0 || picture.height <= 0) return { left: 0, top: 0, ...box };
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { left: (box.width - width) / 2, top: (box.height - height) / 2, width, height };
}
