/** A link into the room for one person, and how it is reached by telephone. */

import { useState } from "preact/hooks";
import { filled } from "freeswitch-functions-client";
import type { Schemas } from "freeswitch-functions-client";
import type { Client } from "../api/client";
import { momentInWords } from "../../shared/moments";
import { Notice } from "../../shared/notice";
import type { Words } from "../../shared/notice";
import { wordsOf } from "../../shared/problem";
import { allows } from "../../shared/token";
import type { Claims } from "../../shared/token";
import { bringWords } from "./bring_words";
import { LinksSoFar } from "./link_list";
import { roomOf } from "./rooms";
import { useRoom } from "./use_room";

interface InviteFormProps {
  client: Client;
  conference: string;
  claims: Claims | null;
}

export function InviteForm({ client, conference, claims }: InviteFormProps) {
  const say = bringWords();
  const [name, setName] = useState("");
  const [isHost, setHost] = useState(false);
  const [made, setMade] = useState<Schemas["EntryMade"] | null>(null);
  const [failure, setFailure] = useState<Words | null>(null);
  const [isCopied, setCopied] = useState(false);
  // How rooms are dialled is for who may read them.
  const { room, numbers } = useRoom(client, conference, claims?.can.includes("admin") ?? false);

  const into = room?.name ?? roomOf(conference, claims?.domain ?? "");
  const where = filled("/v1/rooms/{room}/entries", { room: into });
  const make = () => {
    setFailure(null);
    setCopied(false);
    const role = isHost ? "moderator" : "participant";
    client.write("POST", where, { role, ...(name.trim() && { name: name.trim() }) }).then(
      (answer) => setMade(answer as Schemas["EntryMade"]),
      (error: unknown) => setFailure(wordsOf(error)),
    );
  };
  const withdraw = ({ id }: Schemas["EntryMade"]) => {
    setFailure(null);
    client.write("DELETE", `${where}/${encodeURIComponent(id)}`).then(
      () => setMade(null),
      (error: unknown) => setFailure(wordsOf(error)),
    );
  };
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <label class="field">
          <span>{say.name}</span>
          <input
            value={name}
            maxLength={128}
            autocomplete="off"
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
        </label>
        <label class="check">
          <input type="checkbox" checked={isHost} onChange={({ currentTarget }) => setHost(currentTarget.checked)} />
          {say.asHost}
        </label>
        <button type="submit" disabled={!allows(claims, "host")}>
          {say.makeLink}
        </button>
      </form>
      {failure && (
        <Notice words={{ ...failure, title: made ? failure.title : say.noLink(failure.title) }} tone="warn" />
      )}
      {made && (
        <>
          <label class="field">
            <span>{say.link}</span>
            <input readOnly value={made.url} onFocus={({ currentTarget }) => currentTarget.select()} />
          </label>
          <div class="buttons">
            <button
              class="small"
              type="button"
              onClick={() =>
                // Where the browser forbids it the link stands there to be marked.
                void navigator.clipboard.writeText(made.url).then(
                  () => setCopied(true),
                  () => setCopied(false),
                )
              }
            >
              {isCopied ? say.copied : say.copy}
            </button>
            <button class="small" type="button" onClick={() => withdraw(made)}>
              {say.withdraw}
            </button>
            <span class="quiet" role="status">
              {say.until(momentInWords(made.until))}
            </span>
          </div>
        </>
      )}
      {allows(claims, "host") && <LinksSoFar client={client} room={into} news={made} />}
      {room && (
        <section aria-labelledby="by-telephone">
          <h4 id="by-telephone">{say.byTelephone}</h4>
          {room.dial_in ? (
            <p>{say.dialIn(numbers.map(({ number }) => number).join(", "), room.dial_in.id)}</p>
          ) : (
            <p class="quiet">{say.noDialIn}</p>
          )}
          {room.dial_in?.has_pin && <p class="quiet">{say.withPin}</p>}
          {room.number && <p>{say.dialsUsers(room.number)}</p>}
        </section>
      )}
    </>
  );
}
