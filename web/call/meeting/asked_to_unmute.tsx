/** Over the picture: a host asks the caller to be heard again. */

import { callsOf } from "freeswitch-functions-client";
import { callWords } from "../words/call_words";
import type { Meeting } from "./use_meeting";

interface AskedToUnmuteProps {
  meeting: Meeting;
  onUnmute: () => void;
}

/** Whether a host has asked, and the caller has not been heard since. */
export function isAsked({ access, watched }: Pick<Meeting, "access" | "watched">): boolean {
  if (!watched?.conference) return false;
  return callsOf(watched.conference, access.claims?.sub ?? "").some((call) => call.asked_to_unmute_at !== null);
}

export function AskedToUnmute({ meeting, onUnmute }: AskedToUnmuteProps) {
  if (!isAsked(meeting)) return null;
  return (
    <div class="notice good" role="alert">
      <p>{callWords().meeting.asked}</p>
      <button class="primary" type="button" onClick={onUnmute}>
        {callWords().meeting.switchOn}
      </button>
    </div>
  );
}
