/** A snapshot, put together of the parts in which it comes. */

import type { Conference, SnapshotFrame, Watcher } from "../types.ts";

export interface Snapshot {
  conference: Conference | null;
  watching: readonly Watcher[];
  seq: number;
}

export class SnapshotParts {
  private parts: SnapshotFrame[] = [];

  /** All of it with the last part; null before, and where parts in between were lost. */
  add(frame: SnapshotFrame): Snapshot | null {
    const [first] = this.parts;
    if (frame.part === 1) this.parts = [frame];
    else if (first?.seq === frame.seq && frame.part === this.parts.length + 1) this.parts.push(frame);
    if (this.parts.length < frame.of || this.parts.length !== frame.part) return null;
    const whole = together(this.parts);
    this.parts = [];
    return whole;
  }

  forget(): void {
    this.parts = [];
  }
}

function together(parts: readonly SnapshotFrame[]): Snapshot {
  const conferences = parts.flatMap(({ conference }) => (conference ? [conference] : []));
  const [first] = conferences;
  const conference = first && {
    ...first,
    members: conferences.flatMap(({ members }) => members),
    recordings: conferences.flatMap(({ recordings }) => recordings),
    streams: conferences.flatMap(({ streams }) => streams),
    hands: conferences.flatMap(({ hands }) => hands),
  };
  return {
    conference: conference ?? null,
    watching: parts.flatMap(({ watching }) => watching),
    seq: parts[0]?.seq ?? 0,
  };
}
