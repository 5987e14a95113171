/** A still on its way: taken by a command, stored a moment later, then read. */

import type { Client } from "../api/client";
import { reasonInWords } from "../words/reasons";
import type { Still } from "../api/shapes";

// It is stored in well under a second; storage that is away for a while is tried again by the relay.
const LOOKS = 40;
const PAUSE_MILLISECONDS = 500;

// From here on the API only tells where the picture is, and this page asks nobody but the API.
const LARGEST_SHOWN = 4_000_000;

export const isShown = ({ bytes }: Still): boolean => bytes <= LARGEST_SHOWN;

export type Pause = () => Promise<void>;

const pauseInBrowser: Pause = () => new Promise((go) => setTimeout(go, PAUSE_MILLISECONDS));

/** Null while it is still being stored after all that waiting. */
export async function stored(
  client: Client,
  conference: string,
  id: string,
  pause: Pause = pauseInBrowser,
): Promise<Still | null> {
  for (let look = 0; look < LOOKS; look += 1) {
    const still = await client.still(conference, id);
    if (still.state !== "processing") return still;
    await pause();
  }
  return null;
}

export function troubleWith(still: Still | null): string {
  if (!still) return "The still is not stored yet; try again later.";
  return still.state === "failed" ? `The still was lost: ${reasonInWords(still.reason ?? "failed")}.` : "";
}
