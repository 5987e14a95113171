/** People in every state that a row can show. */

import type { Member } from "../console/api/shapes";

const AT = "2026-11-23T10:00:00.000Z";

function person(uuid: string, name: string, more: Partial<Member> = {}): Member {
  return {
    ...{
      uuid,
      number: 1,
      user: null,
      name,
      invitee: null,
      role: null,
      slot: null,
      settled: null,
      banner: null,
      joined_at: AT,
    },
    ...{ muted: false, deaf: false, on_hold: false, talking: false, floor: false, moderator: false, host: null },
    ...{ video: true, video_muted: false, video_floor: false, volume_in: 0, volume_out: 0 },
    ...{ hand_raised_at: null, asked_to_unmute_at: null, quality: null },
    ...more,
  };
}

export const everybody = (): Member[] => [
  person("talks", "Ada Lovelace", { talking: true, moderator: true, video_floor: true }),
  person("muted", "Grace Hopper", { muted: true, video_muted: true, hand_raised_at: AT, asked_to_unmute_at: AT }),
  person("faults", "Donald Knuth", { quality: { sends: "fair", receives: "good" } }),
  person("poor", "Edsger Dijkstra", { quality: { sends: "good", receives: "poor" } }),
  person("held", "Barbara Liskov", { on_hold: true, banner: { text: "Turing Award 2008" } }),
  person("picked", "Somebody with a name that is far too long for one line of any list that there is", {
    slot: "slot-4",
  }),
  person("nothing may be done", "شخص من اليمين إلى اليسار"),
];
