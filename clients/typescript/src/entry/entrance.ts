/** Coming in by a link: its code, or what this browser was given before, for all that a call needs (docs/entries.md). */

import { Problem } from "../problem.ts";
import type { JoinOptions, SipWish } from "../call/shapes.ts";
import type { Schemas } from "../types.ts";

const WHERE = "/v1/entries/redeem";
const MILLISECONDS = 15_000;

/** What the API answers, with the servers as `RTCPeerConnection` takes them. */
export interface Entrance {
  user: string;
  password: string;
  domain: string;
  /** The SIP server's WebSocket. */
  address: string;
  number: string;
  iceServers: RTCIceServer[];
  /** Of the API, for this conference alone. */
  token: string;
  conference: string;
  /** Empty where the link has none. */
  name: string;
  /** For coming in again with this browser; it uses nothing up. */
  resume: string;
}

/** What of it a call needs. */
export type Account = Pick<Entrance, "user" | "password" | "domain" | "address" | "number">;

/** Either a link's code, with a secret of this browser (`secretFor`), or what an earlier answer gave as `resume`. */
export type Redeeming = { code: string; browser: string } | { resume: string };

export interface RedeemOptions {
  /** Where the API is, such as `https://api.example.com`; empty for the page's own server. */
  url?: string;
  fetch?: (address: string, init: RequestInit) => Promise<Response>;
}

/** The code of the link that opened the page, of what stands behind its `#`; null where it was none. */
export function codeIn(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, "")).get("entry");
}

/** The code in what somebody pasted: a whole link, or its end; of another page only the code is taken. */
export function codePasted(text: string): string | null {
  return /(?:^|#|&)entry=([0-9A-Za-z_-]{22,64})/.exec(text.trim())?.[1] ?? null;
}

/**
 * Asks for what a call needs.
 *
 * @throws Problem with the API's `code`, such as `entry_used_up`; status 0 where no answer came, 200 where it was none.
 */
export async function redeem(wish: Redeeming, options: RedeemOptions = {}): Promise<Entrance> {
  const ask = options.fetch ?? ((address, init) => fetch(address, init));
  const init: RequestInit = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(wish),
    credentials: "omit",
    cache: "no-store",
    signal: AbortSignal.timeout(MILLISECONDS),
  };
  const answer = await ask(`${(options.url ?? "").replace(/\/+$/, "")}${WHERE}`, init).catch(() => {
    throw new Problem(0);
  });
  if (!answer.ok) throw await Problem.of(answer);
  // Whatever stands before the server may have answered.
  const told: unknown = await answer.json().catch(() => null);
  const entrance = entranceIn(told);
  if (!entrance) throw new Problem(answer.status);
  return entrance;
}

/**
 * Whom to call, and as whom.
 *
 * @param servers those that this page may call; left out, whichever the API names.
 * @throws Error the entrance names another server: the proof of a password goes nowhere else.
 */
export function sipOf(entrance: Account, servers?: readonly string[]): SipWish {
  const { address, user, domain, password, number } = entrance;
  const href = new URL(address).href;
  if (servers && !servers.some((one) => new URL(one).href === href))
    throw new Error(`this page does not call ${address}; it calls ${servers.join(", ")}`);
  return {
    address: href,
    uri: `sip:${encodeURIComponent(user)}@${domain}`,
    authorizationUser: user,
    password,
    target: `sip:${encodeURIComponent(number)}@${domain}`,
  };
}

/** The servers that a call joins with, and how it asks for others when their passwords have ended: by `resume`, which uses nothing up. */
export function iceOf(
  { iceServers, resume }: Pick<Entrance, "iceServers" | "resume">,
  options: RedeemOptions = {},
): Pick<JoinOptions, "iceServers" | "askIceServers"> {
  return { iceServers, askIceServers: async () => (await redeem({ resume }, options)).iceServers };
}

/** How a call asks where its conference is before each time that it is made: by `resume`, as above. */
export function whereOf(
  { resume }: Pick<Entrance, "resume">,
  { servers, ...options }: RedeemOptions & { servers?: readonly string[] } = {},
): Pick<JoinOptions, "askWhere"> {
  return { askWhere: async () => sipOf(await redeem({ resume }, options), servers) };
}

const WORDS = ["user", "password", "domain", "address", "number", "token", "conference", "resume"] as const;

function entranceIn(told: unknown): Entrance | null {
  if (typeof told !== "object" || told === null) return null;
  const named = told as Partial<Record<keyof Schemas["Entrance"], unknown>>;
  if (!WORDS.every((word) => typeof named[word] === "string" && named[word] !== "")) return null;
  if (!URL.canParse(named.address as string)) return null;
  const { user, password, domain, address, number, token, conference, resume } = named as Schemas["Entrance"];
  const name = typeof named.name === "string" ? named.name : "";
  const iceServers = iceServersIn(named.ice_servers);
  return { user, password, domain, address, number, token, conference, name, resume, iceServers };
}

function iceServersIn(told: unknown): RTCIceServer[] {
  if (!Array.isArray(told)) return [];
  return told.flatMap((one: Partial<Record<keyof Schemas["IceServer"], unknown>> | null) => {
    if (!Array.isArray(one?.urls)) return [];
    const urls = one.urls.filter((url) => typeof url === "string");
    const { username, credential } = one;
    if (typeof username !== "string" || username === "") return [{ urls }];
    return [{ urls, username, credential: typeof credential === "string" ? credential : "" }];
  });
}
