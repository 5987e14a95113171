/** The conference around the picture: its people, messages and hands, for whoever has a token. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { Api } from "freeswitch-functions-client";
import type { Live, Watched } from "freeswitch-functions-client";
import { useConnection } from "../../shared/live/use_connection";
import type { ConnectionView } from "../../shared/live/use_connection";
import { useLive } from "../../shared/live/use_live";
import { useChat } from "../../shared/taking_part/use_chat";
import type { ChatNow } from "../../shared/taking_part/use_chat";
import type { Access } from "./access";

const PING_SECONDS = 60;

export interface Meeting {
  access: Access;
  live: Live;
  /** Null before anything is told. */
  watched: Watched | null;
  chat: ChatNow;
  connection: ConnectionView;
}

export function useMeeting(access: Access | null): Meeting | null {
  const api = useMemo(() => access && new Api({ token: access.token }), [access]);
  const live = useLive(api, PING_SECONDS);
  const [watched, setWatched] = useState<Watched | null>(null);
  const chat = useChat(api, live, access?.conference ?? null);
  const connection = useConnection(live);

  useEffect(() => {
    if (!access || !live) return;
    return live.watch(access.conference, setWatched);
  }, [access, live]);

  return access && live && { access, live, watched, chat, connection };
}
