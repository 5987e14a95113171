/** How others come in: called, by a link, by telephone; and who was there. */

import type { Client } from "../api/client";
import type { Conference } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";
import { allowsOne, NEEDS } from "../../shared/rights";
import { allows } from "../../shared/token";
import type { Claims } from "../../shared/token";
import { useState } from "preact/hooks";
import { AttendanceList } from "./attendance_list";
import { bringWords } from "./bring_words";
import { DialForm } from "./dial_form";
import { Invite } from "./invite";

interface BringInProps {
  client: Client;
  conference: Conference;
  claims: Claims | null;
  isKnown: boolean;
  send: Send;
}

export function BringIn({ client, conference, claims, isKnown, send }: BringInProps) {
  const say = bringWords();
  const { name } = conference;
  // What nobody opens asks nothing.
  const [calls, setCalls] = useState(false);
  const may = {
    user: isKnown && allowsOne(claims, NEEDS.operations.make_call),
    number: isKnown && allows(claims, "call"),
  };
  return (
    <section class="outputs" aria-labelledby="bring-in">
      <h3 id="bring-in">{say.bringIn}</h3>
      <details onToggle={({ currentTarget }) => currentTarget.open && setCalls(true)}>
        <summary>{say.call}</summary>
        {calls && <DialForm client={client} conference={name} may={may} send={send} />}
      </details>
      <Invite client={client} conference={name} claims={claims} />
      <AttendanceList client={client} name={name} conference={conference} />
    </section>
  );
}
