/** Who is where in the picture, as data to draw over it: the map, asked for when the picture is another one. */

import { placesOf } from "../call/places.ts";
import type { PlaceInPicture } from "../call/places.ts";
import { drawn, WRITTEN_MILLISECONDS } from "../live/drawn.ts";
import type { Canvas, Conference } from "../types.ts";

const FIRST_PAUSE_MILLISECONDS = 2_000;
const LAST_PAUSE_MILLISECONDS = 60_000;

export class PictureMap {
  private canvas: Canvas | null = null;
  private asked: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the questions: a late answer to an earlier one says nothing any more. */
  private question = 0;

  constructor(
    /** Null where the server has no map. */
    private readonly ask: () => Promise<Canvas | null>,
    /** The map is another one. */
    private readonly tell: () => void,
  ) {}

  /** The places that somebody fills; none before the map is known. */
  places(conference: Conference, subject: string): PlaceInPicture[] {
    return this.canvas ? placesOf(this.canvas, conference, subject) : [];
  }

  see(conference: Conference | null): void {
    const wanted = conference && drawn(conference, true);
    if (wanted === this.asked) return;
    this.close();
    this.asked = wanted;
    if (wanted === null) this.canvas = null;
    else void this.look(true, FIRST_PAUSE_MILLISECONDS);
  }

  close(): void {
    clearTimeout(this.timer);
    this.asked = null;
    this.question += 1;
  }

  private async look(onceMore: boolean, pause: number): Promise<void> {
    const mine = ++this.question;
    try {
      const canvas = await this.ask();
      if (mine !== this.question) return;
      this.canvas = canvas;
      this.tell();
      // What it is made of is written a moment after it was told.
      if (onceMore) this.later(WRITTEN_MILLISECONDS, false, FIRST_PAUSE_MILLISECONDS);
    } catch {
      // Names over the picture are not worth a word; they come with the next answer.
      if (mine === this.question) this.later(pause, onceMore, Math.min(2 * pause, LAST_PAUSE_MILLISECONDS));
    }
  }

  private later(milliseconds: number, onceMore: boolean, pause: number): void {
    this.timer = setTimeout(() => void this.look(onceMore, pause), milliseconds);
  }
}
