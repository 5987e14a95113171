/** The conference around the picture: its people, messages and hands, for whoever has a token. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Api, EndingOf } from "freeswitch-functions-client";
import type { Live, Watched } from "freeswitch-functions-client";
import { useConnection } from "../../shared/live/use_connection";
import type { ConnectionView } from "../../shared/live/use_connection";
import { useLive } from "../../shared/live/use_live";
import { useChat } from "../../shared/taking_part/use_chat";
import type { ChatNow } from "../../shared/taking_part/use_chat";
import { useOrders } from "../hosting/use_orders";
import type { Orders } from "../hosting/use_orders";
import type { Access } from "./access";

const PING_SECONDS = 60;

export interface Meeting {
  access: Access;
  api: Api;
  live: Live;
  /** Null before anything is told. */
  watched: Watched | null;
  /** Counts what is told of who waits to be let in. */
  doorNews: number;
  chat: ChatNow;
  orders: Orders;
  connection: ConnectionView;
  ending: EndingOf;
}

interface Told {
  watched: Watched | null;
  doorNews: number;
}

const NOTHING: Told = { watched: null, doorNews: 0 };

export function useMeeting(access: Access | null): Meeting | null {
  const api = useMemo(() => access && new Api({ token: access.token }), [access]);
  const live = useLive(api, PING_SECONDS);
  const [told, setTold] = useState<Told>(NOTHING);
  const ending = useRef(new EndingOf(""));
  const chat = useChat(api, live, access?.conference ?? null);
  const orders = useOrders(api);
  const connection = useConnection(live);

  useEffect(() => {
    if (!access || !live) return;
    const followed = new EndingOf(access.claims?.sub ?? "");
    ending.current = followed;
    const stop = live.watch(access.conference, (watched) => {
      followed.see(watched);
      const news = watched.events.filter(({ type }) => type.startsWith("waiting.")).length;
      setTold((before) => ({ watched, doorNews: before.doorNews + news }));
    });
    return () => {
      stop();
      // The next meeting begins without anybody of this one.
      setTold(NOTHING);
    };
  }, [access, live]);

  if (!access || !api || !live || !orders) return null;
  return { access, api, live, ...told, chat, orders, connection, ending: ending.current };
}
