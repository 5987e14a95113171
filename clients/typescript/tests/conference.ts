/** A conference and its people, for tests. */

import type { Conference, Member } from "../src/index.ts";
import { AT } from "./feed_stand_in.ts";

export function member(number: number, more: Partial<Member> = {}): Member {
  return {
    ...{
      uuid: `call-${number}`,
      number,
      user: null,
      invitee: null,
      name: `Number ${number}`,
      muted: false,
      video: true,
    },
    ...{ video_muted: false, deaf: false, on_hold: false, talking: false, floor: false, video_floor: false },
    ...{ moderator: false, slot: null, role: null, banner: null, volume_in: 0, volume_out: 0, joined_at: AT },
    ...{ settled: null, hand_raised_at: null, asked_to_unmute_at: null, host: null, quality: null },
    ...more,
  };
}

export function meeting(members: Member[] = [member(1), member(2)], more: Partial<Conference> = {}): Conference {
  return {
    ...{ name: "internal", uuid: "meeting-1", node: "fs1", revision: 1, domain: "example.com", started_at: AT },
    ...{ locked: false, layout: "2x2", layout_group: null, max_members: null, canvas: null },
    ...{
      members,
      member_count: members.length,
      recordings: [],
      streams: [],
      hands: [],
      observers: [],
      standings: [],
      picture_by_hand_at: null,
      node_state: "up",
      as_of: AT,
    },
    ...{ seq: null, began_as: null, moved_at: null },
    ...more,
  };
}
