/** What the conference hears of a caller, and when that counts as silence. */

import type { Heard, MuxPage } from "./mux_page";

/**
 * Mean power as a share of full scale, -60 dBFS: who sends less is silent.
 *
 * A muted caller is not an exact nothing. What decodes the sound may flip each sample's last bit, which is
 * (1/32767)² = 9e-10; the fake microphone, which beeps once a second, is 0.23.
 */
export const SILENCE = 1e-6;

/** Mean power of the sound between two looks, from 0 (nothing) to 1 (full scale). */
export function power(earlier: Heard, later: Heard): number {
  return (later.audioEnergy - earlier.audioEnergy) / (later.audioSeconds - earlier.audioSeconds);
}

/** Gives the power of the latest whole stretch of so many seconds, null until there was one. */
export function listen(mux: MuxPage, seconds: number): () => Promise<number | null> {
  let start: Heard | null = null;
  let latest: number | null = null;
  return async () => {
    const now = await mux.heard();
    start ??= now;
    if (now.audioSeconds - start.audioSeconds >= seconds) {
      latest = power(start, now);
      start = now;
    }
    return latest;
  };
}
