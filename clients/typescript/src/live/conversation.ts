/** The messages of a meeting in order of their time: what the API has kept of them, and what is told: pure. */

import type { Event, Message } from "../types.ts";

/** So many stay; older ones are asked for again when the meeting is opened anew. */
export const MOST_MESSAGES = 1000;

/** Those of both, each once; what either knows as deleted is. */
export function together(known: readonly Message[], others: readonly Message[]): Message[] {
  const found = new Map(known.map((message) => [message.id, message]));
  for (const message of others) {
    const before = found.get(message.id);
    found.set(message.id, before?.text === null ? before : message);
  }
  return [...found.values()].sort(inTime).slice(-MOST_MESSAGES);
}

/** The messages after an event; one of another type changes nothing. */
export function messagesAfter(messages: readonly Message[], { type, data, at }: Event): readonly Message[] {
  const { id, sender, name = null, text = null } = data as Partial<Message>;
  if (typeof id !== "string") return messages;
  if (type === "message.deleted")
    return messages.map((one) => (one.id === id ? { ...one, text: null, deleted_at: one.deleted_at ?? at } : one));
  if (type !== "message.posted" || typeof sender !== "string") return messages;
  return together(messages, [{ id, sender, name, text, at, deleted_at: text === null ? at : null }]);
}

/** For sorting: below zero where the one is before the other. */
export function inTime(one: Message, other: Message): number {
  return Date.parse(one.at) - Date.parse(other.at) || (one.id < other.id ? -1 : 1);
}
