/** What people write; a host deletes, and shows what somebody wrote as a banner below a picture. */

import { takingPartWords } from "./taking_part_words";
import { useState } from "preact/hooks";
import type { Api, Live } from "freeswitch-functions-client";
import { Notice } from "../../shared/notice";
import { MessageForm } from "../../shared/taking_part/message_form";
import { MessageList } from "../../shared/taking_part/message_list";
import { useChat } from "../../shared/taking_part/use_chat";
import { useDoing } from "../../shared/taking_part/use_doing";
import { useWriting } from "../../shared/taking_part/use_writing";
import { allows } from "../../shared/token";
import type { Claims } from "../../shared/token";
import type { Conference } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";
import { BannerForm } from "./banner_form";

interface ChatPanelProps {
  client: Api;
  live: Live;
  claims: Claims | null;
  conference: Conference;
  mayShow: boolean;
  send: Send;
}

export function ChatPanel({ client, live, claims, conference, mayShow, send }: ChatPanelProps) {
  const { said, chat } = useChat(client, live, conference.name);
  const writing = useWriting(chat);
  const { isBusy, failure, run } = useDoing();
  const [shown, setShown] = useState<string | null>(null);
  const say = takingPartWords();
  const mayDelete = allows(claims, "host");

  return (
    <section class="card chat" aria-labelledby="messages">
      <h2 id="messages">{say.messages}</h2>
      {failure && <Notice words={{ ...failure, title: say.notDeleted(failure.title) }} />}
      <MessageList
        said={said}
        chat={chat}
        actions={(message) => (
          <>
            {(mayShow || mayDelete) && (
              <div class="buttons">
                {mayShow && (
                  <button
                    class="small"
                    type="button"
                    aria-expanded={shown === message.id}
                    onClick={() => setShown(shown === message.id ? null : message.id)}
                  >
                    {say.asBanner}
                  </button>
                )}
                {mayDelete && (
                  <button
                    class="small"
                    type="button"
                    disabled={isBusy}
                    onClick={() => chat && void run(() => chat.delete(message.id))}
                  >
                    {say.delete}
                  </button>
                )}
              </div>
            )}
            {shown === message.id && (
              <BannerForm conference={conference} message={message} send={send} onDone={() => setShown(null)} />
            )}
          </>
        )}
      />
      <MessageForm writing={writing} may={allows(claims, "chat")} />
    </section>
  );
}
