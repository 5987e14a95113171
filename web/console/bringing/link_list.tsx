/** The links into a room that were made so far, what each is good for now, and taking one back. */

import { useState } from "preact/hooks";
import { filled } from "freeswitch-functions-client";
import type { Schemas } from "freeswitch-functions-client";
import type { Client } from "../api/client";
import { useAsked } from "../../shared/live/use_asked";
import { momentInWords } from "../../shared/moments";
import { Notice } from "../../shared/notice";
import { useDoing } from "../../shared/taking_part/use_doing";
import { bringWords } from "./bring_words";

/** The API's largest page; how many more there are is said. */
const MOST_LINKS = 200;
const GONE: readonly Schemas["EntryView"]["state"][] = ["over", "revoked"];

interface LinkListProps {
  client: Client;
  room: string;
  /** Another one where a link was made or taken back elsewhere on the desk. */
  news: unknown;
}

export function LinkList({ client, room, news }: LinkListProps) {
  const say = bringWords();
  const [asked, setAsked] = useState(0);
  const { isBusy, failure, run } = useDoing();
  const { value, failure: unknown } = useAsked(
    () => client.get("/v1/rooms/{room}/entries", { path: { room }, query: { limit: MOST_LINKS } }),
    [client, room, news, asked],
  );
  const trouble = failure ?? unknown;
  const links = [...(value?.items ?? [])].sort((one, other) => (one.made_at < other.made_at ? 1 : -1));
  const withdraw = ({ id }: Schemas["EntryView"]) =>
    void run(() => client.write("DELETE", filled("/v1/rooms/{room}/entries/{entry}", { room, entry: id }))).then(() =>
      setAsked((before) => before + 1),
    );

  return (
    <>
      {trouble && <Notice words={trouble} tone="warn" />}
      {value && links.length === 0 && <p class="quiet">{say.noLinks}</p>}
      <ul class="names links">
        {links.map((link) => (
          <li key={link.id}>
            <bdi class="cut">{link.name || say.nameless}</bdi>
            <span class="badge">{say.linkStates[link.state]}</span>
            <span class="quiet">
              {link.role === "moderator" && say.host}
              {say.used(link.used, link.uses)}
              <time dateTime={link.until}>{momentInWords(link.until)}</time>
            </span>
            {!GONE.includes(link.state) && (
              <button class="small" type="button" disabled={isBusy} onClick={() => withdraw(link)}>
                {say.takeBack}
                <span class="unseen">{say.theLinkOf(link.name || say.nameless)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {value?.next && <p class="quiet">{say.moreLinks(MOST_LINKS)}</p>}
    </>
  );
}

/** Behind a line that opens it: what nobody opens asks nothing. */
export function LinksSoFar(props: LinkListProps) {
  const [isOpened, setOpened] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
      <summary>{bringWords().linksSoFar}</summary>
      {isOpened && <LinkList {...props} />}
    </details>
  );
}
