/** What has been written: the latest is in sight unless somebody reads further up. */

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Chat, Message, Said } from "freeswitch-functions-client";
import { sharedWords } from "../language/shared_words";
import { momentInWords } from "../moments";
import { Notice } from "../notice";
import { wordsOf } from "../problem";
import { useDoing } from "./use_doing";

// So near to its end somebody follows what comes.
const NEAR_PIXELS = 40;

interface MessageListProps {
  said: Said;
  chat: Chat | null;
  /** Below a message: what can be done about it. */
  actions?: (message: Message) => ComponentChildren;
}

export function MessageList({ said: { messages, hasOlder, problem }, chat, actions }: MessageListProps) {
  const list = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const { isBusy, failure, run } = useDoing();
  const newest = messages.at(-1)?.id;
  const say = sharedWords().messages;

  useLayoutEffect(() => {
    if (list.current && follows.current) list.current.scrollTop = list.current.scrollHeight;
  }, [newest]);

  return (
    <>
      {problem && <Notice words={wordsOf(problem)} tone="warn" />}
      {failure && <Notice words={failure} tone="warn" />}
      <div
        ref={list}
        class="messages"
        role="log"
        aria-label={say.list}
        tabIndex={0}
        onScroll={({ currentTarget }) => {
          const { scrollTop, scrollHeight, clientHeight } = currentTarget;
          follows.current = scrollHeight - scrollTop - clientHeight < NEAR_PIXELS;
        }}
      >
        {hasOlder && (
          <button class="small" type="button" disabled={isBusy} onClick={() => chat && void run(() => chat.older())}>
            {say.older}
          </button>
        )}
        {messages.length === 0 && !problem && <p class="quiet">{say.none}</p>}
        <ol>
          {messages.map((message) => (
            <li key={message.id}>
              <p class="quiet">
                <strong>
                  <bdi>{message.name ?? message.sender}</bdi>
                </strong>{" "}
                <time dateTime={message.at}>{momentInWords(message.at)}</time>
              </p>
              {message.text === null ? (
                <p class="quiet">{say.deleted}</p>
              ) : (
                <p class="words" dir="auto">
                  {message.text}
                </p>
              )}
              {message.text !== null && actions?.(message)}
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}
