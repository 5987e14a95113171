/** Where nobody is yet: into which room somebody comes by a link or a number. */

import { useState } from "preact/hooks";
import type { Client } from "../api/client";
import { useAsked } from "../../shared/live/use_asked";
import { Notice } from "../../shared/notice";
import { allows } from "../../shared/token";
import type { Claims } from "../../shared/token";
import { bringWords } from "./bring_words";
import { InviteForm } from "./invite_form";
import { readRooms, roomsOfToken } from "./rooms";
import type { Rooms } from "./rooms";

export function FirstIn({ client, claims }: { client: Client; claims: Claims | null }) {
  const say = bringWords();
  const may = allows(claims, "host");
  const mayRead = claims?.can.includes("admin") ?? false;
  const { value: known, failure } = useAsked<Rooms>(
    () => (mayRead ? readRooms(client) : Promise.resolve(roomsOfToken(claims))),
    [client, claims, mayRead],
  );
  const [chosen, setChosen] = useState<string | null>(null);
  if (!may) return <p class="quiet">{say.othersInvite}</p>;
  if (known?.areAll && known.rooms.length === 0) return <p class="quiet">{say.noRooms}</p>;
  const conference = chosen ?? known?.rooms[0]?.conference ?? "";
  return (
    <div class="first-in">
      <h3>{say.firstIn}</h3>
      {failure && <Notice words={failure} tone="warn" />}
      {known && (
        <label class="field">
          <span>{say.room}</span>
          {known.areAll ? (
            <select value={conference} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
              {known.rooms.map((one) => (
                <option key={one.conference} value={one.conference}>
                  {one.name}
                </option>
              ))}
            </select>
          ) : (
            <input
              value={conference}
              maxLength={128}
              autocomplete="off"
              onChange={({ currentTarget }) => setChosen(currentTarget.value.trim())}
            />
          )}
        </label>
      )}
      {conference && <InviteForm key={conference} client={client} conference={conference} claims={claims} />}
    </div>
  );
}
