/** What is written in a conference, and what can be done about it. */

import { useEffect, useState } from "preact/hooks";
import { Chat } from "freeswitch-functions-client";
import type { Api, Live, Said } from "freeswitch-functions-client";

const NOTHING: Said = { messages: [], hasOlder: false, problem: null };

export interface ChatNow {
  said: Said;
  /** Null until there is a connection. */
  chat: Chat | null;
}

export function useChat(api: Api | null, live: Live | null, conference: string | null): ChatNow {
  const [now, setNow] = useState<ChatNow>({ said: NOTHING, chat: null });

  useEffect(() => {
    if (!api || !live || conference === null) return;
    const chat = new Chat(api, live, conference, (said) => setNow((before) => ({ ...before, said })));
    setNow(({ said }) => ({ said, chat }));
    return () => {
      chat.close();
      setNow({ said: NOTHING, chat: null });
    };
  }, [api, live, conference]);

  return now;
}
