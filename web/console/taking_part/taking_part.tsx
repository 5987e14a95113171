/** What people do beside speaking: messages, raised hands, and who follows it all in a page. */

import type { Api, Live } from "freeswitch-functions-client";
import { allowsMember } from "../../shared/rights";
import type { Claims } from "../../shared/token";
import type { ConferenceNow } from "../live/use_conference";
import type { Send } from "../outcomes/use_outcomes";
import type { Conference } from "../api/shapes";
import { ChatPanel } from "./chat_panel";
import { HandList } from "./hand_list";
import { WatchingList } from "./watching_list";

interface TakingPartProps {
  client: Api;
  live: Live;
  claims: Claims | null;
  conference: Conference;
  watching: ConferenceNow["watching"];
  /** Whether the node can be asked for a banner now. */
  mayShow: boolean;
  send: Send;
}

export function TakingPart({ client, live, claims, conference, watching, mayShow, send }: TakingPartProps) {
  const mayLower = allowsMember(claims, "hand");
  return (
    <div class="taking-part">
      <ChatPanel client={client} live={live} claims={claims} conference={conference} mayShow={mayShow} send={send} />
      <div class="beside">
        <HandList live={live} conference={conference} may={mayLower} />
        <WatchingList conference={conference} watching={watching} />
      </div>
    </div>
  );
}
