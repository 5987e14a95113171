/** Hands that are to go up or down: said over the connection, and done once the conference shows them so. */

import { Problem } from "../problem.ts";
import { randomId } from "../random_id.ts";
import type { ClientFrame, Conference } from "../types.ts";
import { isHandUp } from "./hands.ts";
import type { Whose } from "./hands.ts";

const ANSWER_MILLISECONDS = 10_000;

interface Wish {
  conference: string;
  isDone: (conference: Conference) => boolean;
  done: () => void;
  failed: (problem: Problem) => void;
  late: ReturnType<typeof setTimeout>;
}

export class HandWishes {
  private readonly open = new Map<string, Wish>();

  constructor(private readonly say: (frame: ClientFrame) => void) {}

  /** @throws Problem it may not be, or nobody answered within ten seconds. */
  move(conference: string, raised: boolean, whose: Whose): Promise<void> {
    return new Promise((done, failed) => {
      const id = randomId();
      const late = setTimeout(() => this.refuse(id, new Problem(0)), ANSWER_MILLISECONDS);
      const isDone = (now: Conference) => isHandUp(now, whose) === raised;
      this.open.set(id, { conference, isDone, done, failed, late });
      this.say({ type: "hand", conference, raised, id, ...whose });
    });
  }

  /** How a conference is now. */
  see(name: string, conference: Conference | null): void {
    for (const [id, wish] of this.open) {
      if (wish.conference !== name || !conference || !wish.isDone(conference)) continue;
      this.forget(id, wish);
      wish.done();
    }
  }

  refuse(id: string, problem: Problem): void {
    const wish = this.open.get(id);
    if (!wish) return;
    this.forget(id, wish);
    wish.failed(problem);
  }

  /** The connection is gone: whatever was said, nobody can tell whether it was heard. */
  giveUp(): void {
    for (const id of [...this.open.keys()]) this.refuse(id, new Problem(0));
  }

  private forget(id: string, { late }: Wish): void {
    clearTimeout(late);
    this.open.delete(id);
  }
}
