/**
 * One conference as its feed tells it: a snapshot, then every later event, each once and in order.
 *
 * Whatever is missing is asked for, again and again with longer pauses, until it is there.
 */

import type { Problem } from "../problem.ts";
import type { ClientFrame, Conference, Event, NodeView, SnapshotFrame, Watcher } from "../types.ts";
import { SnapshotParts } from "./snapshot.ts";
import { apply } from "./state.ts";
import { watchingAfter } from "./watching.ts";

// Events that came before what they follow, and the latest that were folded: a snapshot may be older than those.
const MOST_KEPT = 1000;
// What the next frame usually brings.
const SOON_MILLISECONDS = 1_000;
const FIRST_MILLISECONDS = 5_000;
const LAST_MILLISECONDS = 60_000;

/** What is known of a conference. */
export interface Watched {
  /** Null while there is none of this name; undefined before the first snapshot. */
  conference: Conference | null | undefined;
  /** What has just happened, in order, of unknown types too; empty where a snapshot was taken. */
  events: readonly Event[];
  /** It begins here: what happened before is in it and was not told one by one. */
  anew: boolean;
  /** Who follows it in a page, whether or not they are in the call too. */
  watching: readonly Watcher[];
  /** Why nothing is told of it, such as a name that the token does not cover. */
  problem: Problem | null;
}

export class Track {
  private state: Conference | null | undefined;
  private problem: Problem | null = null;
  /** The last event that is folded; null before there is a snapshot to fold over. */
  private seq: number | null = null;
  /** The newest event that anybody has told of. */
  private newest = 0;
  private readonly kept = new Map<number, Event>();
  private readonly parts = new SnapshotParts();
  private watching: readonly Watcher[] = [];
  private missing: ReturnType<typeof setTimeout> | undefined;
  private attempts = 0;
  private looksOver = false;

  constructor(
    readonly name: string,
    private readonly say: (frame: ClientFrame) => void,
    private readonly tell: (watched: Watched) => void,
    /** Something is to be looked at soon: how the node is. */
    private readonly doubt: () => void,
  ) {}

  /** As whoever comes now is told it. */
  get watched(): Watched {
    return { conference: this.state, events: [], anew: true, watching: this.watching, problem: this.problem };
  }

  /** Says what is missing; also what a new connection begins with. */
  ask(): void {
    const after = this.seq === null ? {} : { after: this.seq };
    this.say({ type: "subscribe", conference: this.name, ...after });
    this.askIn(Math.min(FIRST_MILLISECONDS * 2 ** this.attempts, LAST_MILLISECONDS));
    this.attempts += 1;
  }

  /** The connection is gone: nobody would hear. */
  rest(): void {
    clearTimeout(this.missing);
    this.missing = undefined;
    this.attempts = 0;
    this.parts.forget();
  }

  take(events: readonly Event[]): void {
    for (const event of events) {
      this.kept.set(event.seq, event);
      this.newest = Math.max(this.newest, event.seq);
    }
    this.forget();
    const folded = this.advance();
    if (folded.length > 0) this.tell({ ...this.watched, events: folded, anew: false });
  }

  snapshot(frame: SnapshotFrame): void {
    const whole = this.parts.add(frame);
    if (!whole) return;
    this.state = whole.conference;
    this.watching = whole.watching;
    this.seq = whole.seq;
    this.newest = Math.max(frame.seq, ...this.kept.keys());
    this.problem = null;
    this.looksOver = false;
    this.advance();
    this.tell(this.watched);
  }

  /** What came between cannot be told any more: only a snapshot helps. */
  gap(): void {
    this.kept.clear();
    this.parts.forget();
    this.seq = null;
    this.newest = 0;
    this.askIn(SOON_MILLISECONDS);
  }

  /** What a ping was answered with; undefined: the server does not know that we listen. */
  pong(newest: number | undefined, node: NodeView | null | undefined): void {
    if (this.problem) return;
    if (newest === undefined) {
      // What was subscribed to a moment ago may not be seen yet.
      this.doubt();
      if (this.missing === undefined) this.ask();
      return;
    }
    this.newest = Math.max(this.newest, newest);
    this.settle();
    if (this.seq !== null && this.seq >= newest) this.see(node);
  }

  /** Whoever was let in a moment ago is not known to be there yet; whoever was not asks less and less often. */
  notYet(): void {
    this.askIn(Math.min(SOON_MILLISECONDS * 2 ** (this.attempts - 1), LAST_MILLISECONDS));
  }

  refused(problem: Problem): void {
    this.rest();
    this.problem = problem;
    this.tell(this.watched);
  }

  /** Folds what follows on what is folded. */
  private advance(): Event[] {
    const folded: Event[] = [];
    while (this.seq !== null) {
      const next = this.kept.get(this.seq + 1);
      if (!next) break;
      this.seq = next.seq;
      this.state = this.after(next);
      this.watching = watchingAfter(this.watching, next);
      folded.push(next);
    }
    this.settle();
    return folded;
  }

  private after(event: Event): Conference | null {
    const before = this.state ?? null;
    const now = apply(before, event);
    // Whoever tells that it begins follows it.
    if (now && !("node_state" in now)) return { ...(now as Conference), node_state: "up", as_of: event.at };
    if (now && now.node_state !== "up") this.doubt();
    return now;
  }

  /** Asks where something is missing, and is done where nothing is. */
  private settle(): void {
    if (this.seq !== null && this.seq >= this.newest) {
      clearTimeout(this.missing);
      this.missing = undefined;
      this.attempts = 0;
    } else if (this.seq !== null && this.missing === undefined) this.ask();
  }

  private see(node: NodeView | null | undefined): void {
    if (node && this.state) {
      this.looksOver = false;
      if (node.node_state === this.state.node_state && node.as_of === this.state.as_of) return;
      this.state = { ...this.state, ...node };
      this.tell({ ...this.watched, anew: false });
    } else if (node && this.state === null) {
      // It was given up with its node, and is there again.
      this.gap();
    } else if (node === null && this.state) {
      // Its beginning is told a moment before others can read of it.
      if (this.looksOver) {
        this.state = null;
        this.tell({ ...this.watched, anew: false });
      } else this.doubt();
      this.looksOver = true;
    }
  }

  private askIn(milliseconds: number): void {
    clearTimeout(this.missing);
    this.missing = setTimeout(() => this.ask(), milliseconds);
  }

  private forget(): void {
    if (this.kept.size <= MOST_KEPT) return;
    const oldest = [...this.kept.keys()].sort((one, other) => one - other);
    for (const seq of oldest.slice(0, oldest.length - MOST_KEPT)) this.kept.delete(seq);
  }
}
