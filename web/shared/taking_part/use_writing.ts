/** A message that is being written and sent: it is kept wherever this is used, whether or not its form is shown. */

import { useRef, useState } from "preact/hooks";
import { randomId } from "freeswitch-functions-client";
import type { Chat } from "freeswitch-functions-client";
import { useDoing } from "./use_doing";
import type { Doing } from "./use_doing";

export interface Writing extends Pick<Doing, "isBusy" | "failure"> {
  text: string;
  write: (text: string) => void;
  /** Whether there is something to send, and somebody to send it to. */
  isReady: boolean;
  /** Tells whether it was sent. */
  send: () => Promise<boolean>;
}

/** `chat`: null until there is a connection. */
export function useWriting(chat: Chat | null): Writing {
  const [text, write] = useState("");
  // What could not be sent is sent again as the same message: it may have arrived.
  const last = useRef({ text: "", id: "" });
  const { isBusy, failure, run } = useDoing();
  const isReady = chat !== null && text.trim() !== "";

  const send = async () => {
    if (!chat || !isReady) return false;
    const written = text.trim();
    if (last.current.text !== written) last.current = { text: written, id: randomId() };
    const { id } = last.current;
    if (!(await run(() => chat.say(written, id)))) return false;
    last.current = { text: "", id: "" };
    // What was written meanwhile stays.
    write((now) => (now.trim() === written ? "" : now));
    return true;
  };

  return { text, write, isBusy, failure, isReady, send };
}
