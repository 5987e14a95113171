/** What a token's abilities let a page offer; the server alone decides. */

import { allows } from "./token";
import type { Ability, Claims } from "./token";

/**
 * Of each thing that the operator's page can do to a conference the abilities of which one is enough: the API's own
 * table (docs/rights.md), with which tests/functions/shared/test_rights.py compares this one.
 */
export const NEEDS = {
  update_member: {
    name: ["control", "host"],
    muted: ["control", "host"],
    video_muted: ["control", "host"],
    banner: ["control", "host"],
    hand: ["control", "host"],
    slot: ["control"],
    video_floor: ["control", "host"],
    host: ["control", "host"],
    volume_in: ["control"],
    energy_level: ["control"],
    gain: ["control"],
    deaf: ["control"],
    on_hold: ["control"],
    volume_out: ["control"],
    floor: ["control", "host"],
    role: ["control"],
    mute_image: ["control"],
    logo: ["control"],
    turned: ["control"],
    filter: ["control"],
  },
  update_conference: {
    locked: ["control", "host"],
  },
  operations: {
    remove_member: ["control", "host"],
    ask_to_unmute: ["control", "host"],
    make_call: ["call", "host"],
  },
} as const satisfies Record<string, Record<string, readonly Ability[]>>;

export type MemberAct = keyof typeof NEEDS.update_member | keyof typeof NEEDS.operations;

/** One of these is enough. */
export const allowsOne = (claims: Claims | null, needs: readonly Ability[]): boolean =>
  needs.some((ability) => allows(claims, ability));

const ofMembers: Record<MemberAct, readonly Ability[]> = { ...NEEDS.update_member, ...NEEDS.operations };

/** Whether a token may do this to a member; another's hand is meant, for one's own is nobody's here. */
export const allowsMember = (claims: Claims | null, act: MemberAct): boolean => allowsOne(claims, ofMembers[act]);
