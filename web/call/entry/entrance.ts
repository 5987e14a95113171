/** Coming in by a link: its code, or what this tab got before, for all that a call needs; or words for why not. */

import { oneLine } from "../../shared/one_line";
import type { Words } from "../../shared/notice";

const ADDRESS = "/v1/entries/redeem";
const MILLISECONDS = 15_000;

export interface Entrance {
  user: string;
  password: string;
  domain: string;
  address: string;
  number: string;
  iceServers: RTCIceServer[];
  /** Of the API, for this conference. */
  token: string;
  name: string;
  resume: string;
}

/** Why nobody comes in; `again` where it may be otherwise in a moment. */
export interface Refused {
  words: Words;
  again: boolean;
}

export type Asked = { code: string; browser: string } | { resume: string };

const NO_ANSWER: Refused = {
  words: { title: "The server did not answer", hint: "Check your network, then try again. Your link is still good." },
  again: true,
};

const TOO_OFTEN: Refused = {
  words: { title: "Too many links were tried from your network", hint: "Try again in a minute." },
  again: true,
};

const WORDS: Record<string, Words> = {
  entry_unknown: {
    title: "This link does not work",
    hint: "A part of it may be missing: copy all of it, or ask for a new one.",
  },
  entry_used_up: {
    title: "This link has been used",
    hint: "Open it where you opened it first, or ask for a new one.",
  },
  entry_over: { title: "The time of this link is over", hint: "Ask whoever sent it for a new one." },
  entry_kept_out: {
    title: "You were removed from this meeting",
    hint: "A host does not let you in again until it ends.",
  },
  entry_revoked: { title: "This link was withdrawn", hint: "Ask whoever sent it for a new one." },
};

/** The code of the link that opened the page; null where it was none. */
export function codeIn(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, "")).get("entry");
}

export async function comeIn(asked: Asked, ask: typeof fetch = fetch): Promise<Entrance | Refused> {
  let answer: Response;
  let told: unknown;
  try {
    answer = await ask(ADDRESS, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(asked),
      credentials: "omit",
      signal: AbortSignal.timeout(MILLISECONDS),
    });
    told = await answer.json();
  } catch {
    // No answer, a late one, or one that is no JSON: whatever stands before the server may have answered.
    return NO_ANSWER;
  }
  if (!answer.ok) return refusal(answer.status, told);
  return entranceIn(told) ?? NO_ANSWER;
}

function refusal(status: number, told: unknown): Refused {
  const code = textIn(told, "code");
  const words = WORDS[code];
  if (words) return { words, again: false };
  if (code === "entry_early") return { words: early(textIn(told, "detail")), again: true };
  return status === 429 ? TOO_OFTEN : NO_ANSWER;
}

/** The server says when in UTC; people live elsewhere. */
function early(detail: string): Words {
  const moment = new Date(/\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(detail)?.[0] ?? "");
  const hint = Number.isNaN(moment.getTime())
    ? "Come back later."
    : `It works from ${moment.toLocaleString(undefined, { dateStyle: "full", timeStyle: "short" })}.`;
  return { title: "It is too early for this link", hint };
}

function textIn(told: unknown, name: string): string {
  const value = typeof told === "object" && told !== null ? (told as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : "";
}

function entranceIn(told: unknown): Entrance | null {
  const [user = "", password = "", domain = "", address = "", number = "", token = "", resume = ""] = [
    "user",
    "password",
    "domain",
    "address",
    "number",
    "token",
    "resume",
  ].map((name) => textIn(told, name));
  if (![user, password, domain, address, number, token, resume].every(Boolean)) return null;
  return {
    user,
    password,
    domain,
    address,
    number,
    token,
    resume,
    name: oneLine(textIn(told, "name")),
    iceServers: iceServersIn((told as Record<string, unknown>).ice_servers),
  };
}

function iceServersIn(told: unknown): RTCIceServer[] {
  if (!Array.isArray(told)) return [];
  return told.flatMap((one: unknown) => {
    const urls = (one as Record<string, unknown> | null)?.urls;
    if (!Array.isArray(urls)) return [];
    const named = urls.filter((url) => typeof url === "string");
    const username = textIn(one, "username");
    return [username ? { urls: named, username, credential: textIn(one, "credential") } : { urls: named }];
  });
}
