/** How somebody's call is, by what its two ends report: a light, and what it means. */

import type { Member } from "freeswitch-functions-client";
import { sharedWords } from "./language/shared_words";

type Called = Pick<Member, "quality">;

/** The worse of both ways; null: all is well, or nothing is known. */
export function lightOf({ quality }: Called): "fair" | "poor" | null {
  const ways = [quality?.sends, quality?.receives];
  if (ways.includes("poor")) return "poor";
  return ways.includes("fair") ? "fair" : null;
}

/** Which way it is, and how bad; null where there is no light. */
export function qualityInWords({ quality }: Called): string | null {
  const say = sharedWords().quality;
  const told = [
    quality?.sends && quality.sends !== "good" ? say.sends[quality.sends] : null,
    quality?.receives && quality.receives !== "good" ? say.receives[quality.receives] : null,
  ].filter((words) => words !== null);
  return told.length === 0 ? null : told.join(", ");
}
