/** Coming in by a link, in words: what was redeemed, or why nobody comes in. */

import { Problem, redeem } from "freeswitch-functions-client";
import type { Entrance, Redeeming, RedeemOptions } from "freeswitch-functions-client";
import { locale } from "../../shared/language/language";
import type { Words } from "../../shared/notice";
import { oneLine } from "../../shared/one_line";
import { callWords } from "../words/call_words";

/** Why nobody comes in; `again` where it may be otherwise in a moment. */
export interface Refused {
  words: Words;
  again: boolean;
  /** From when on the link is good; milliseconds since 1970, null where that is not why. */
  at: number | null;
}

const NEVER = ["entry_unknown", "entry_used_up", "entry_over", "entry_kept_out", "entry_revoked"] as const;

/** From the page's own server. */
export async function comeIn(wish: Redeeming, ask?: RedeemOptions["fetch"]): Promise<Entrance | Refused> {
  try {
    const entrance = await redeem(wish, ask ? { fetch: ask } : {});
    return { ...entrance, name: oneLine(entrance.name) };
  } catch (error) {
    if (error instanceof Problem) return refusal(error);
    throw error;
  }
}

function refusal({ status, code, body }: Problem): Refused {
  const say = callWords().link;
  const never = NEVER.find((one) => one === code);
  if (never) return { words: say[never], again: false, at: null };
  if (code === "entry_early") return early(body.detail ?? "");
  return { words: status === 429 ? say.tooOften : say.noAnswer, again: true, at: null };
}

/** The server says when in UTC; people live elsewhere. */
function early(detail: string): Refused {
  const say = callWords().link;
  const moment = new Date(/\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(detail)?.[0] ?? "");
  if (Number.isNaN(moment.getTime())) return { words: { title: say.early, hint: say.later }, again: true, at: null };
  const when = moment.toLocaleString(locale(), { dateStyle: "full", timeStyle: "short" });
  return { words: { title: say.early, hint: say.earlyHint(when) }, again: true, at: moment.getTime() };
}
