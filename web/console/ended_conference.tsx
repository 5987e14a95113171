/** What is left of a conference that has ended: its recordings. */

import { Notice } from "../shared/notice";
import type { Client } from "./api/client";
import { inOrder, isOver } from "./words/output_states";
import { reasonInWords } from "./words/reasons";
import { RecordingList } from "./outputs/recording_list";
import type { Send } from "./outcomes/use_outcomes";
import { useAsked } from "./live/use_asked";

interface EndedConferenceProps {
  client: Client;
  name: string;
  /** The API's word for why, where nobody saw its end. */
  reason: string;
  /** Another number when something was told of its recordings. */
  news: number;
  may: boolean;
  send: Send;
}

export function EndedConference({ client, name, reason, news, may, send }: EndedConferenceProps) {
  const { value, failure } = useAsked(() => client.recordings(name), [client, name, news], {
    // Whoever finishes them tells it; should that be lost, it is asked after.
    again: (recordings) => !recordings.every(isOver),
  });
  const recordings = inOrder(value ?? []);
  return (
    <section class="card" aria-labelledby="ended">
      <h2 id="ended">{name} has ended</h2>
      <p class="quiet">
        {reason && `Nobody saw its end: ${reasonInWords(reason)}. `}
        It is shown here again as soon as somebody dials in{reason && ", or when it is found again"}.
      </p>
      {failure && <Notice words={failure} tone="warn" />}
      {recordings.length > 0 && (
        <section class="outputs" aria-labelledby="recordings">
          <h3 id="recordings">Recordings</h3>
          <RecordingList client={client} conference={name} recordings={recordings} may={may} send={send} />
        </section>
      )}
    </section>
  );
}
