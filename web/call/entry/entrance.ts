/** Coming in by a link: its code, or what this tab got before, for all that a call needs; or words for why not. */

import { oneLine } from "../../shared/one_line";
import { locale } from "../../shared/language/language";
import type { Words } from "../../shared/notice";
import { callWords } from "../words/call_words";

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
  /** From when on the link is good; milliseconds since 1970, null where that is not why. */
  at: number | null;
}

export type Asked = { code: string; browser: string } | { resume: string };

const noAnswer = (): Refused => ({ words: callWords().link.noAnswer, again: true, at: null });

const NEVER = ["entry_unknown", "entry_used_up", "entry_over", "entry_kept_out", "entry_revoked"] as const;

/** The code of the link that opened the page; null where it was none. */
export function codeIn(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, "")).get("entry");
}

/** The code in what somebody pasted: a whole link, or its end; of another page only the code is taken. */
export function codePasted(text: string): string | null {
  return /(?:^|#|&)entry=([0-9A-Za-z_-]{22,64})/.exec(text.trim())?.[1] ?? null;
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
    return noAnswer();
  }
  if (!answer.ok) return refusal(answer.status, told);
  return entranceIn(told) ?? noAnswer();
}

function refusal(status: number, told: unknown): Refused {
  const say = callWords().link;
  const code = NEVER.find((one) => one === textIn(told, "code"));
  if (code) return { words: say[code], again: false, at: null };
  if (textIn(told, "code") === "entry_early") return early(textIn(told, "detail"));
  return status === 429 ? { words: say.tooOften, again: true, at: null } : noAnswer();
}

/** The server says when in UTC; people live elsewhere. */
function early(detail: string): Refused {
  const say = callWords().link;
  const moment = new Date(/\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(detail)?.[0] ?? "");
  if (Number.isNaN(moment.getTime())) return { words: { title: say.early, hint: say.later }, again: true, at: null };
  const when = moment.toLocaleString(locale(), { dateStyle: "full", timeStyle: "short" });
  return { words: { title: say.early, hint: say.earlyHint(when) }, again: true, at: moment.getTime() };
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
