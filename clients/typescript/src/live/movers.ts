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
  private readonly saying = new Map<string, ReturnType<typeof setInterval>>();

  constructor(private readonly say: (frame: ClientFrame) => void) {}

  /** Tells who moves whom in a conference that is watched, and again whenever that changes. Returns how to be told no more. */
  watch(conference: string, tell: Tell): () => void {
    const listeners = this.listeners.get(conference) ?? new Set();
    this.listeners.set(conference, listeners.add(tell));
    tell(this.of(conference));
    return () => listeners.delete(tell);
  }

  /** Says that this page is just moving a member of a conference, until it says another or, with null, nobody. */
  move(conference: string, member: string | null): void {
    const before = this.saying.get(conference);
    if (before === undefined && member === null) return;
    clearInterval(before);
    this.saying.delete(conference);
    const say = () => this.say({ type: "moving", conference, member });
    say();
    if (member !== null) this.saying.set(conference, setInterval(say, AGAIN_MILLISECONDS));
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
    for (const timer of this.saying.values()) clearInterval(timer);
    this.saying.clear();
    for (const [conference, here] of this.known) {
      for (const { over } of here.values()) clearTimeout(over);
      here.clear();
      this.tell(conference);
    }
  }

  private of(conference: string): readonly Mover[] {
    return [...(this.known.get(conference)?.values() ?? [])].map(({ mover }) => mover);
  }

  private tell(conference: string): void {
    const now = this.of(conference);
    this.listeners.get(conference)?.forEach((tell) => tell(now));
  }
}
