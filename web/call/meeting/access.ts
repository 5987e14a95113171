/** What a link lets somebody see of the conference besides its picture: a token of the API, and which conference it is for. */

import { readClaims } from "../../shared/token";
import type { Claims } from "../../shared/token";
import type { Words } from "../../shared/notice";
import { callWords } from "../words/call_words";

export interface Access {
  token: string;
  claims: Claims | null;
  conference: string;
}

// As functions/shared/grammars/names.py has it.
const NAME = /^[A-Za-z0-9_.-]{1,64}$/;

/** Named by the link (`#conference=internal&token=…`), or else the only one that the token is for; null where nothing is. */
export function accessOf(token: string | null, fragment: string): Access | Words | null {
  if (!token) return null;
  const claims = readClaims(token);
  const named = new URLSearchParams(fragment.replace(/^#/, "")).get("conference");
  const [only, ...others] = claims?.conferences ?? [];
  const conference = named ?? (others.length === 0 ? only : undefined);
  if (conference !== undefined && NAME.test(conference)) return { token, claims, conference };
  return callWords().page.whichConference;
}
