/** When the picture steps back so that the sound arrives, and when it comes back. */

import { isNarrow } from "freeswitch-functions-client";
import type { Line } from "freeswitch-functions-client";

/** So often in a row, before the picture steps back, and before it comes back. */
const LOOKS_UNTIL_NARROW = 3;
const LOOKS_UNTIL_WIDE = 5;
/** As long as the whole picture is tried on a line of which nobody knows what it carries by now. */
const LOOKS_OF_TRY = 4;
/** So many quiet looks before it is tried, and after a try that failed twice as many as before it, up to a limit. */
const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 100;
/** Where more than this is lost nothing is tried. */
const QUIET_LOSS = 0.02;

export interface Step {
  /** What the caller is told: also while the whole picture is tried. */
  soundFirst: boolean;
  /** Looks in a row that say otherwise. */
  count: number;
  /** Looks in a row at which little was lost, while the picture is coarse. */
  quiet: number;
  /** Looks of the try that is made; null: none is. */
  trying: number | null;
  pause: number;
}

export const WHOLE: Step = { soundFirst: false, count: 0, quiet: 0, trying: null, pause: FIRST_PAUSE };

export const isCoarse = ({ soundFirst, trying }: Step): boolean => soundFirst && trying === null;

/** After one more look. */
export function step(before: Step, line: Line): Step {
  if (!before.soundFirst) {
    const count = isNarrow(line) ? before.count + 1 : 0;
    return count < LOOKS_UNTIL_NARROW ? { ...before, count } : { ...before, soundFirst: true, count: 0, quiet: 0 };
  }
  return before.trying === null ? waited(before, line) : tried(before, before.trying + 1, line);
}

/**
 * A browser does not know that a line carries more than it sends (Chromium's estimate stays below one and a half times
 * that), and a coarse picture with its sound is less than what a whole one needs: it has to be tried.
 */
function waited(before: Step, line: Line): Step {
  const count = isNarrow(line) ? 0 : before.count + 1;
  if (count >= LOOKS_UNTIL_WIDE) return WHOLE;
  const quiet = line.loss < QUIET_LOSS ? before.quiet + 1 : 0;
  return quiet < before.pause ? { ...before, count, quiet } : { ...before, count: 0, quiet: 0, trying: 0 };
}

function tried(before: Step, trying: number, line: Line): Step {
  const isLossy = line.loss >= QUIET_LOSS && isNarrow(line);
  if (!isLossy && trying < LOOKS_OF_TRY) return { ...before, trying };
  if (!isNarrow(line)) return { ...WHOLE, pause: before.pause };
  return { ...before, trying: null, pause: Math.min(2 * before.pause, LONGEST_PAUSE) };
}
