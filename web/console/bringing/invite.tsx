/** The invitation of a conference, behind a line that opens it: what nobody opens asks nothing. */

import { useState } from "preact/hooks";
import type { Client } from "../api/client";
import type { Claims } from "../../shared/token";
import { bringWords } from "./bring_words";
import { InviteForm } from "./invite_form";

export function Invite({ client, conference, claims }: { client: Client; conference: string; claims: Claims | null }) {
  const [isOpened, setOpened] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
      <summary>{bringWords().invite}</summary>
      {isOpened && <InviteForm client={client} conference={conference} claims={claims} />}
    </details>
  );
}
