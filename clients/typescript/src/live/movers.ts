/** Who is just moving whom: told by other operators' pages, for seconds; nobody asks for it, and nothing keeps it. */

import type { ClientFrame, Schemas } from "../types.ts";

type Tell = (movers: readonly Mover[]) => void;

/** So often it is said again while it is so: what the server tells is shown for ten seconds. */
const AGAIN_MILLISECONDS = 4_000;

/** An operator who has somebody in hand. */
export interface Mover {
  /** Their token's subject. */
  by: string;
  name: string | null;
  /** The member's call. */
  member: string;
}

interface Known {
  mover: Mover;
  over: ReturnType<typeof setTimeout>;
}

export class Movers {
  /** By conference, then by who it is. */
  private readonly known = new Map<string, Map<string, Known>>();
  private readonly listeners = new Map<string, Set<Tell>>();
  /** Whom this page has in hand, by conference: over a lost connection, too. */
  private readonly inHand = new Map<string, { member: string; again?: ReturnType<typeof setInterval> }>();
  private isOpen = false;

  constructor(private readonly say: (frame: ClientFrame) => void) {}

  /** Tells who moves whom in a conference that is watched, and again whenever that changes. Returns how to be told no more. */
  watch(conference: string, tell: Tell): () => void {
    const listeners = this.listeners.get(conference) ?? new Set();
    this.listeners.set(conference, listeners.add(tell));
    tell(this.of(conference));
    return () => listeners.delete(tell);
  }

  /**
   * Says that this page is just moving a member of a conference, until it says another or, with null, nobody; without a
   * connection as soon as there is one.
   */
  move(conference: string, member: string | null): void {
    const before = this.inHand.get(conference);
    if (before === undefined && member === null) return;
    clearInterval(before?.again);
    this.inHand.delete(conference);
    if (member !== null) this.begin(conference, member);
    else if (this.isOpen) this.say({ type: "moving", conference, member });
  }

  /** There is a connection: whoever listens knows nothing of what was said before. */
  opened(): void {
    this.isOpen = true;
    for (const [conference, { member }] of this.inHand) this.begin(conference, member);
  }

  take({ conference, by, name, member, seconds }: Schemas["MovingFrame"]): void {
    const here = this.known.get(conference) ?? new Map<string, Known>();
    this.known.set(conference, here);
    clearTimeout(here.get(by)?.over);
    here.delete(by);
    if (member !== null) {
      const over = setTimeout(() => {
        here.delete(by);
        this.tell(conference);
      }, seconds * 1000);
      here.set(by, { mover: { by, name, member }, over });
    }
    this.tell(conference);
  }

  /** The connection is gone: nobody would hear, nor tell that it is over. */
  rest(): void {
    this.isOpen = false;
    for (const { again } of this.inHand.values()) clearInterval(again);
    for (const [conference, here] of this.known) {
      for (const { over } of here.values()) clearTimeout(over);
      here.clear();
      this.tell(conference);
    }
  }

  private begin(conference: string, member: string): void {
    const say = () => this.say({ type: "moving", conference, member });
    if (this.isOpen) say();
    this.inHand.set(conference, this.isOpen ? { member, again: setInterval(say, AGAIN_MILLISECONDS) } : { member });
  }

  private of(conference: string): readonly Mover[] {
    return [...(this.known.get(conference)?.values() ?? [])].map(({ mover }) => mover);
  }

  private tell(conference: string): void {
    const now = this.of(conference);
    this.listeners.get(conference)?.forEach((tell) => tell(now));
  }
}
