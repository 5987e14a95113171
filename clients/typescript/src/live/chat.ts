/** What people write to each other in a conference: what there is of it, then every message as it is told. */

import type { Api } from "../api.ts";
import { Problem } from "../problem.ts";
import type { Message } from "../types.ts";
import { inTime, MOST_MESSAGES, messagesAfter, together } from "./conversation.ts";
import type { Live } from "./live.ts";
import type { Watched } from "./track.ts";

const FIRST_PAUSE_MILLISECONDS = 2_000;
const LAST_PAUSE_MILLISECONDS = 30_000;
// Whoever is told that it may not will be told so again; 410: there is no meeting to ask of.
const NO_USE: readonly number[] = [400, 401, 403, 404, 410, 422];

/** The messages of a meeting. */
export interface Said {
  /** The latest of them, the oldest first. */
  messages: readonly Message[];
  /** Whether there are older ones: `older()` brings them. */
  hasOlder: boolean;
  /** Why they could not be read; it is tried again unless the token does not allow it. */
  problem: Problem | null;
}

export class Chat {
  private said: Said = { messages: [], hasOlder: false, problem: null };
  private meeting: string | null = null;
  private cursor: string | null = null;
  private isRead = false;
  private isClosed = false;
  /** Counts the questions: an answer to an earlier one is of no use. */
  private question = 0;
  private next: ReturnType<typeof setTimeout> | undefined;
  private readonly stop: () => void;

  constructor(
    private readonly api: Pick<Api, "messages" | "say" | "deleteMessage">,
    live: Pick<Live, "watch">,
    private readonly conference: string,
    private readonly tell: (said: Said) => void,
  ) {
    this.stop = live.watch(conference, (watched) => this.watched(watched));
  }

  /** Whoever says it again after a problem says it under the same id, or it may be there twice. @throws Problem */
  async say(text: string, id?: string): Promise<Message> {
    const { meeting } = this;
    const message = await this.api.say(this.conference, text, id);
    // What was said in a meeting before is none of this one's.
    if (!this.isClosed && meeting === this.meeting) this.show({ messages: together(this.said.messages, [message]) });
    return message;
  }

  /** @throws Problem */
  delete(id: string): Promise<void> {
    return this.api.deleteMessage(this.conference, id);
  }

  /** @throws Problem */
  async older(): Promise<void> {
    const { cursor, question } = this;
    if (cursor === null) return;
    const page = await this.api.messages(this.conference, cursor);
    if (question !== this.question || cursor !== this.cursor) return;
    this.cursor = page.next;
    this.show({ messages: together(page.items, this.said.messages) });
  }

  close(): void {
    this.isClosed = true;
    this.stop();
    this.question += 1;
    clearTimeout(this.next);
  }

  private watched({ conference, events, anew }: Watched): void {
    const meeting = conference?.uuid ?? null;
    if (meeting !== null && meeting !== this.meeting) {
      this.meeting = meeting;
      this.cursor = null;
      this.isRead = false;
      this.show({ messages: [], problem: null });
      this.read();
    } else if (anew && meeting !== null) this.read();
    const messages = events
      .filter((event) => event.meeting === this.meeting)
      .reduce<readonly Message[]>(messagesAfter, this.said.messages);
    if (messages !== this.said.messages) this.show({ messages });
  }

  private read(tries = 0): void {
    clearTimeout(this.next);
    this.question += 1;
    const { question } = this;
    this.api.messages(this.conference).then(
      ({ items, next }) => {
        if (question !== this.question) return;
        const known = this.said.messages;
        const follows = next === null || items.some(({ id }) => known.some((one) => one.id === id));
        const [oldest] = [...items].reverse();
        // What lies between two that do not follow could not be asked for: then it begins with these.
        const kept = !this.isRead || follows || !oldest ? known : known.filter((one) => inTime(one, oldest) >= 0);
        if (!this.isRead || !follows) this.cursor = next;
        this.isRead = true;
        this.show({ messages: together(items, kept), problem: null });
      },
      (error: unknown) => {
        if (question !== this.question) return;
        const problem = error instanceof Problem ? error : new Problem(0);
        if (problem.status !== 410) this.show({ problem });
        if (NO_USE.includes(problem.status)) return;
        const pause = Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** tries, LAST_PAUSE_MILLISECONDS);
        this.next = setTimeout(() => this.read(tries + 1), Math.max(pause, (problem.retryAfterSeconds ?? 0) * 1000));
      },
    );
  }

  private show(now: Partial<Omit<Said, "hasOlder">>): void {
    const said = { ...this.said, ...now };
    this.said = { ...said, hasOlder: this.cursor !== null && said.messages.length < MOST_MESSAGES };
    this.tell(this.said);
  }
}
