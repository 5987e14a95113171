/** How many messages have come since somebody last looked at them. */

import { useEffect, useState } from "preact/hooks";
import type { Message } from "freeswitch-functions-client";

/** Of what others have written after the one that was seen last. */
export function unread(messages: readonly Message[], seen: string | null, subject: string): number {
  const from = messages.findIndex(({ id }) => id === seen) + 1;
  return messages.slice(from).filter(({ sender, text }) => text !== null && sender !== subject).length;
}

export function useUnread(messages: readonly Message[], isLooking: boolean, subject: string): number {
  const [seen, setSeen] = useState<string | null>(null);
  const newest = messages.at(-1)?.id ?? null;

  useEffect(() => {
    if (isLooking && newest !== null) setSeen(newest);
  }, [isLooking, newest]);

  return isLooking ? 0 : unread(messages, seen, subject);
}
