/** Hands: whose are up, and whose they are. */

import type { ConferenceState, Member } from "../types.ts";

/** A member's hand, or that of somebody who is in a page only, by their token's subject. */
export type Whose = { uuid: string } | { subject: string };

export interface Hand {
  whose: Whose;
  name: string | null;
  raised_at: string;
}

/** All that are up, the one that has waited longest first. */
export function handsUp({ members, hands }: ConferenceState): Hand[] {
  const inCall = members.flatMap(({ uuid, name, user, hand_raised_at: raised_at }): Hand[] =>
    raised_at === null ? [] : [{ whose: { uuid }, name: name ?? user, raised_at }],
  );
  const inPages = hands.map(({ subject, name, raised_at }): Hand => ({ whose: { subject }, name, raised_at }));
  return [...inCall, ...inPages].sort((one, other) => Date.parse(one.raised_at) - Date.parse(other.raised_at));
}

/** The calls of somebody with a token: those of the user whom its subject names, alone or with the domain. */
export function callsOf({ members, domain }: ConferenceState, subject: string): Member[] {
  const named = nameIn(domain, subject);
  return members.filter(({ user }) => user === named);
}

/** How a user is named in a conference of a domain: one of another domain as `1000@other.example`. */
function nameIn(domain: string | null, user: string): string {
  const at = user.lastIndexOf("@");
  if (at < 1) return user;
  const [name, theirs] = [user.slice(0, at), user.slice(at + 1).toLowerCase()];
  return theirs === domain?.toLowerCase() ? name : `${name}@${theirs}`;
}

/** Whether a hand is up; a subject's is, where it is up in a page or in a call of theirs. */
export function isHandUp(conference: ConferenceState, whose: Whose): boolean {
  if ("uuid" in whose)
    return conference.members.some(({ uuid, hand_raised_at }) => uuid === whose.uuid && hand_raised_at !== null);
  const inPage = conference.hands.some(({ subject }) => subject === whose.subject);
  return inPage || callsOf(conference, whose.subject).some(({ hand_raised_at }) => hand_raised_at !== null);
}
