/** What of a conference its picture shows: where this is the same, the picture is. */

import type { Conference } from "../types.ts";

/** The rows that the picture is drawn of, and the list is made of, are written a moment after the event. */
export const WRITTEN_MILLISECONDS = 1_000;

/**
 * Who speaks moves the floor all the time: it counts only where a layout shows it (`showsFloor`), and who has the floor of the
 * sound is in no picture.
 */
export function drawn(conference: Conference, showsFloor: boolean): string {
  const { uuid, revision, layout, layout_group, canvas, node_state, members } = conference;
  const people = members.map((member) => {
    const { number, name, role, slot, banner, video, video_muted, video_floor, on_hold } = member;
    return [member.uuid, number, name, role, slot, banner, video, video_muted, showsFloor && video_floor, on_hold];
  });
  return JSON.stringify([uuid, revision, layout, layout_group, canvas, node_state, people]);
}
