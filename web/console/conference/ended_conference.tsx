/** What is left of a conference that has ended: its recordings. */

import { AttendanceList } from "../bringing/attendance_list";
import { Invite } from "../bringing/invite";
import { allows } from "../../shared/token";
import type { Claims } from "../../shared/token";
import { deskWords } from "../words/desk_words";
import { outputWords } from "../words/output_words";
import { Notice } from "../../shared/notice";
import type { Client } from "../api/client";
import { inOrder, isOver } from "../words/output_states";
import { reasonInWords } from "../words/reasons";
import { RecordingList } from "../outputs/recording_list";
import type { Send } from "../outcomes/use_outcomes";
import { useAsked } from "../../shared/live/use_asked";

interface EndedConferenceProps {
  client: Client;
  name: string;
  /** The API's word for why, where nobody saw its end. */
  reason: string;
  /** Another number when something was told of its recordings. */
  news: number;
  claims: Claims | null;
  send: Send;
}

export function EndedConference({ client, name, reason, news, claims, send }: EndedConferenceProps) {
  const { value, failure } = useAsked(() => client.recordings(name), [client, name, news], {
    // Whoever finishes them tells it; should that be lost, it is asked after.
    again: (recordings) => !recordings.every(isOver),
  });
  const say = deskWords();
  const may = allows(claims, "record");
  const recordings = inOrder(value ?? []);
  return (
    <section class="card" aria-labelledby="ended">
      <h2 id="ended">{say.ended(name)}</h2>
      <p class="quiet">
        {reason && say.unseenEnd(reasonInWords(reason))}
        {say.shownAgain(reason !== "")}
      </p>
      {failure && <Notice words={failure} tone="warn" />}
      {recordings.length > 0 && (
        <section class="outputs" aria-labelledby="recordings">
          <h3 id="recordings">{outputWords().recordings}</h3>
          <RecordingList client={client} conference={name} recordings={recordings} may={may} send={send} />
        </section>
      )}
      <Invite client={client} conference={name} claims={claims} />
      <AttendanceList client={client} name={name} conference={null} />
    </section>
  );
}
