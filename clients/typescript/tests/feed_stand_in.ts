/** A feed in memory that speaks as functions/live does: snapshots in parts, events, gaps, pongs; frames may be lost. */

import { apply, callsOf, isHandUp } from "../src/index.ts";
import type {
  ClientFrame,
  Conference,
  Event,
  Message,
  NodeView,
  ProblemBody,
  ServerFrame,
  Watcher,
} from "../src/index.ts";
import { messagesAfter } from "../src/live/conversation.ts";
import { watchingAfter } from "../src/live/watching.ts";

export const AT = "2026-11-23T10:00:00.000Z";
const PARTS = ["members", "recordings", "streams", "hands"] as const;

export interface Listener {
  send: (text: string) => void;
  close: () => void;
}

interface Told {
  conference: Conference | null;
  events: Event[];
  first: number;
  node: NodeView | null;
  watching: readonly Watcher[];
  /** The oldest first. */
  messages: readonly Message[];
}

type HandSaid = Extract<ClientFrame, { type: "hand" }>;

export class FeedStandIn {
  /** What clients have said. */
  readonly said: ClientFrame[] = [];
  /** How many frames clients were told. */
  sent = 0;
  /** Whether a frame to a client is lost on its way. */
  loses: () => boolean = () => false;
  /** What the next hand that is to be moved is answered with: why it may not be. */
  refusal: ProblemBody | null = null;
  /** Whether nothing comes of hands that are moved. */
  forgetsHands = false;
  /** Members, recordings and streams together in one part of a snapshot. */
  partSize = 100;
  private readonly feeds = new Map<string, Told>();
  private readonly open = new Map<Listener, Set<string>>();

  /** Begins a feed with a conference that is there already. */
  hold(conference: Conference, seq = 100): void {
    this.feeds.set(conference.name, {
      conference,
      events: [],
      first: seq,
      watching: [],
      messages: [],
      node: { node_state: conference.node_state, as_of: conference.as_of },
    });
  }

  conference(name: string): Conference | null {
    return this.feed(name).conference;
  }

  /** Who follows it in a page. */
  watching(name: string): readonly Watcher[] {
    return this.feed(name).watching;
  }

  /** What has been written, the oldest first. */
  messages(name: string): readonly Message[] {
    return this.feed(name).messages;
  }

  connect(listener: Listener): (text: string) => void {
    this.open.set(listener, new Set());
    return (text) => this.hear(listener, JSON.parse(text) as ClientFrame);
  }

  disconnect(listener: Listener): void {
    this.open.delete(listener);
  }

  /** Ends every connection, as the gateway does after two hours. */
  endAll(): void {
    for (const listener of [...this.open.keys()]) {
      this.open.delete(listener);
      listener.close();
    }
  }

  get connections(): number {
    return this.open.size;
  }

  tell(name: string, type: string, data: Event["data"], meeting?: string, revised?: number): Event {
    const feed = this.feed(name);
    const seq = this.seq(name) + 1;
    const uuid = meeting ?? feed.conference?.uuid ?? "";
    const revision = revised ?? feed.conference?.revision ?? 1;
    // In the order of what happens.
    const at = new Date(Date.parse(AT) + (seq - 100) * 1000).toISOString();
    const event = { conference: name, seq, id: `event-${seq}`, type, at, meeting: uuid, revision, data };
    feed.events.push(event);
    feed.conference = withNode(apply(feed.conference, event), feed.node);
    feed.watching = watchingAfter(feed.watching, event);
    feed.messages = messagesAfter(feed.messages, event);
    const frame: ServerFrame = { type: "events", conference: name, events: [event] };
    for (const [listener, names] of this.open) {
      const turns = type === "conference.started" || type === "conference.ended";
      if (names.has(name)) this.send(listener, frame);
      if (turns && names.has("*")) this.send(listener, frame);
    }
    return event;
  }

  /** Nobody can be told any more what happened up to now. */
  expire(name: string): void {
    const feed = this.feed(name);
    feed.first = this.seq(name);
    feed.events = [];
  }

  /** How the node is; null: nobody has heard of it for so long that its conference is over. */
  node(name: string, node: NodeView | null): void {
    const feed = this.feed(name);
    feed.node = node;
    feed.conference = withNode(feed.conference, node);
  }

  private feed(name: string): Told {
    const found = this.feeds.get(name) ?? {
      ...{ conference: null, events: [], first: 100, node: null },
      ...{ watching: [], messages: [] },
    };
    this.feeds.set(name, found);
    return found;
  }

  private seq(name: string): number {
    const { events, first } = this.feed(name);
    return first + events.length;
  }

  private hear(listener: Listener, frame: ClientFrame): void {
    const names = this.open.get(listener);
    this.said.push(frame);
    if (!names) return;
    if (frame.type === "unsubscribe") names.delete(frame.conference);
    else if (frame.type === "subscribe") {
      names.add(frame.conference);
      if (frame.conference !== "*") this.answer(listener, frame.conference, frame.after ?? null);
    } else if (frame.type === "hand") this.move(listener, frame);
    else if (frame.type === "moving") this.moving(frame, "ada", listener);
    else if (frame.type === "ping") {
      const listened = [...names].filter((name) => name !== "*");
      const seqs = Object.fromEntries(listened.map((name) => [name, this.seq(name)]));
      const nodes = Object.fromEntries(
        listened.map((name) => [name, this.feed(name).conference ? this.feed(name).node : null]),
      );
      this.send(listener, { type: "pong", seqs, nodes });
    }
  }

  /** Somebody is just moving a member: whoever else follows the conference is told. */
  moving({ conference, member }: { conference: string; member: string | null }, by: string, own?: Listener): void {
    for (const [listener, names] of this.open)
      if (listener !== own && names.has(conference))
        this.send(listener, { type: "moving", conference, by, name: null, member, seconds: 10 });
  }

  /** Somebody's hand; a subject's is in the call, where they are in it. */
  private move(listener: Listener, { conference: name, raised, id, uuid = null, subject = null }: HandSaid): void {
    const { refusal } = this;
    const state = this.feed(name).conference;
    const whose = uuid === null ? { subject: subject ?? "" } : { uuid };
    this.refusal = null;
    if (refusal) this.send(listener, { type: "problem", problem: refusal, conference: name, id: id ?? null });
    if (refusal || this.forgetsHands || !state || isHandUp(state, whose) === raised) return;
    const call = uuid ?? callsOf(state, subject ?? "")[0]?.uuid ?? null;
    const who = { uuid: call, subject: call === null ? subject : null };
    if (raised) this.tell(name, "hand.raised", { ...who, name: null, raised_at: AT });
    else this.tell(name, "hand.lowered", who);
  }

  private answer(listener: Listener, name: string, after: number | null): void {
    const feed = this.feed(name);
    const last = this.seq(name);
    if (after !== null && after >= feed.first && after <= last) {
      const events = feed.events.filter(({ seq }) => seq > after);
      if (events.length > 0) this.send(listener, { type: "events", conference: name, events });
      return;
    }
    if (after !== null) this.send(listener, { type: "gap", conference: name, from: after + 1, to: last });
    for (const frame of this.snapshot(name)) this.send(listener, frame);
  }

  private snapshot(name: string): ServerFrame[] {
    const { conference, watching } = this.feed(name);
    const seq = this.seq(name);
    const all = [...watching];
    if (!conference) return [{ type: "snapshot", name, conference: null, watching: all, seq, part: 1, of: 1 }];
    const pieces = PARTS.flatMap((part) => conference[part].map((item) => ({ part, item })));
    const of = Math.max(1, Math.ceil(pieces.length / this.partSize));
    return Array.from({ length: of }, (_, index): ServerFrame => {
      const here = pieces.slice(index * this.partSize, (index + 1) * this.partSize);
      const lists = Object.fromEntries(
        PARTS.map((list) => [list, here.flatMap(({ part, item }) => (part === list ? [item] : []))]),
      );
      return {
        type: "snapshot",
        name,
        conference: { ...conference, ...lists },
        // The server puts them last.
        watching: index === of - 1 ? all : [],
        seq,
        part: index + 1,
        of,
      };
    });
  }

  private send(listener: Listener, frame: ServerFrame): void {
    if (this.loses()) return;
    this.sent += 1;
    listener.send(JSON.stringify(frame));
  }
}

function withNode(conference: Conference | null, node: NodeView | null): Conference | null {
  return conference && { ...conference, ...(node ?? { node_state: "up", as_of: AT }) };
}
