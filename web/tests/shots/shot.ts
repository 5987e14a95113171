/** Where the pictures go, and the sizes in which pages are looked at. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const FOLDER = process.env.SCREENSHOTS ?? fileURLToPath(new URL("../../test-results/shots/", import.meta.url));

/** In pixels. */
export const SIZES = [
  [1920, 1080],
  [1280, 720],
  [768, 1024],
  [360, 740],
] as const;

export const shotOf = (name: string, width: number, height: number, colorScheme: string): string =>
  join(FOLDER, `${name}-${width}x${height}-${colorScheme}.png`);
