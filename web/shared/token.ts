/** The API token: taken out of the address at once, kept in memory only, read for what it allows. */

import { oneLine } from "./one_line";

export type Ability = "view" | "control" | "record" | "stream" | "call" | "chat" | "host" | "observe" | "admin";

export interface Claims {
  sub: string;
  domain: string;
  /** Names, or `*` for all. */
  conferences: string[];
  can: Ability[];
  /** Seconds since 1970. */
  exp: number | null;
}

interface Address {
  hash: string;
  pathname: string;
  search: string;
}

/** A fragment never reaches a server; taking it out also keeps it off the screen and out of bookmarks. */
export function takeToken(address: Address, history: Pick<History, "replaceState">): string | null {
  const fragment = new URLSearchParams(address.hash.replace(/^#/, ""));
  const token = fragment.get("token");
  if (token === null) return null;
  fragment.delete("token");
  const rest = fragment.toString();
  history.replaceState(null, "", `${address.pathname}${address.search}${rest && `#${rest}`}`);
  return clean(token);
}

/** As pasted: perhaps with the word Bearer, quotes or line breaks from a terminal. */
export function clean(token: string): string {
  return token
    .replace(/^\s*(authorization:\s*)?(bearer\s+)?/i, "")
    .replace(/[\s"']/g, "")
    .slice(0, 8192);
}

/** For display and for greying out what would be refused; the server alone decides. */
export function readClaims(token: string): Claims | null {
  try {
    const payload = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof claims !== "object" || claims === null) return null;
    const { sub, domain, conferences, can, exp } = claims as Record<string, unknown>;
    return {
      sub: typeof sub === "string" ? oneLine(sub) : "",
      domain: typeof domain === "string" ? oneLine(domain) : "",
      conferences: Array.isArray(conferences) ? conferences.filter((name) => typeof name === "string") : [],
      can: Array.isArray(can) ? (can as Ability[]) : [],
      exp: typeof exp === "number" ? exp : null,
    };
  } catch {
    // Not a JWT: the server will say so in a moment.
    return null;
  }
}

export function allows(claims: Claims | null, ability: Ability): boolean {
  return claims === null || claims.can.includes(ability) || claims.can.includes("admin");
}
