/** Everybody in a conference, and below the list more about one of them. */

import { peopleWords } from "./people_words";
import { useEffect, useState } from "preact/hooks";
import { KickDialog } from "./kick_dialog";
import { useKeys } from "../keys/use_keys";
import { MemberMore } from "./member_more";
import { MemberRow } from "./member_row";
import { deskWords } from "../words/desk_words";
import type { MemberAct } from "../../shared/rights";
import type { Client } from "../api/client";
import type { Canvas, Conference, Member } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";

interface MemberTableProps {
  client: Client;
  conference: Conference;
  canvas: Canvas | null;
  picked: Member | null;
  isKnown: boolean;
  may: (act: MemberAct) => boolean;
  send: Send;
  onPick: (member: Member | null) => void;
  onPress: (member: Member, event: PointerEvent) => void;
}

export function MemberTable({
  client,
  conference,
  canvas,
  picked,
  isKnown,
  may,
  send,
  onPick,
  onPress,
}: MemberTableProps) {
  const say = peopleWords();
  const { name, members } = conference;
  const [kicked, setKicked] = useState<Member | null>(null);
  const [openUuid, setOpen] = useState<string | null>(null);
  const open = members.find(({ uuid }) => uuid === openUuid);
  useKeys({ people: () => document.querySelector<HTMLElement>(".people-list button")?.focus() });
  const isThere = members.some(({ uuid }) => uuid === kicked?.uuid);

  useEffect(() => {
    // Whoever has left needs no question about them.
    if (kicked && !isThere) setKicked(null);
  }, [kicked, isThere]);

  return (
    <section class="card people" aria-labelledby="people">
      <h2 id="people" tabIndex={-1}>
        {say.people} <span class="quiet">{deskWords().people(members.length)}</span>
      </h2>
      <div class="people-list" tabIndex={0} role="group" aria-labelledby="people">
        <table>
          <thead class="unseen">
            <tr>
              <th scope="col">{say.columns.name}</th>
              <th scope="col">{say.columns.marks}</th>
              <th scope="col">{say.columns.place}</th>
              <th scope="col">{say.columns.acts}</th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <MemberRow
                key={member.uuid}
                conference={name}
                member={member}
                canvas={canvas}
                picked={member.uuid === picked?.uuid}
                isKnown={isKnown}
                isOpen={member.uuid === openUuid}
                may={may}
                send={send}
                onPick={() => onPick(member.uuid === picked?.uuid ? null : member)}
                onPress={(event) => onPress(member, event)}
                onMore={() => setOpen(member.uuid === openUuid ? null : member.uuid)}
              />
            ))}
          </tbody>
        </table>
        {members.length === 0 && <p class="quiet">{say.nobody}</p>}
      </div>
      {open && (
        <MemberMore
          key={open.uuid}
          client={client}
          conference={name}
          member={open}
          others={members.filter(({ uuid }) => uuid !== open.uuid)}
          may={may}
          send={send}
          onKick={() => setKicked(open)}
          onClose={() => setOpen(null)}
        />
      )}
      {kicked && isThere && (
        <KickDialog
          conference={name}
          member={kicked}
          may={may("remove_member")}
          send={send}
          onClose={() => setKicked(null)}
        />
      )}
    </section>
  );
}
