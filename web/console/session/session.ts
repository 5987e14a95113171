/**
 * What survives a reload of the tab: the token, and which conference is looked at.
 *
 * The token is in `sessionStorage`: of this tab alone, never on the disk for another one, gone with the tab. A script that
 * could read it there could as well use it in memory, and the page's policy lets none in. A cookie would go along with
 * every request that another page makes here; without one there is nothing to forge.
 */

const TOKEN = "token";
const CONFERENCE = "conference";
/** So long before its end it is said that a token ends. */
export const WARNED_SECONDS = 300;

/** Storage may be closed to a page: then a reload asks for the token again. */
function orNothing<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}

export const keptToken = (): string | null => orNothing((storage) => storage.getItem(TOKEN));

export function keepToken(token: string): void {
  orNothing((storage) => (token ? storage.setItem(TOKEN, token) : storage.removeItem(TOKEN)));
}

export function conferenceIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, "")).get(CONFERENCE);
}

/** A link to it, for somebody who has a token of their own. */
export function withConference(hash: string, name: string): string {
  const fragment = new URLSearchParams(hash.replace(/^#/, ""));
  fragment.set(CONFERENCE, name);
  return `#${fragment.toString()}`;
}

/** In how many milliseconds it is to be said that the token ends; null where it has no end. */
export function warnedIn(exp: number | null, now: number): number | null {
  return exp === null ? null : Math.max(0, exp * 1000 - WARNED_SECONDS * 1000 - now);
}
