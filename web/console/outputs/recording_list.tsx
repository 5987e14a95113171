/** Recordings, one below the other. */

import type { Client } from "../api/client";
import { isRunning } from "../words/output_states";
import { RecordingItem } from "./recording_item";
import type { Recording } from "../api/shapes";
import { useNow } from "./use_now";
import type { Send } from "../outcomes/use_outcomes";

interface RecordingListProps {
  client: Client;
  conference: string;
  recordings: Recording[];
  may: boolean;
  send: Send;
}

export function RecordingList({ client, conference, recordings, may, send }: RecordingListProps) {
  const now = useNow(recordings.some(isRunning));
  return (
    <ul>
      {recordings.map((recording) => (
        <RecordingItem
          key={recording.id}
          client={client}
          conference={conference}
          recording={recording}
          now={now}
          may={may}
          send={send}
        />
      ))}
    </ul>
  );
}
