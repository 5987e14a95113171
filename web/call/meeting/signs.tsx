/** Over the picture: whether the meeting is recorded, broadcast, locked. */

import type { Conference } from "freeswitch-functions-client";
import { callWords } from "../words/call_words";

const RUNNING = ["live", "interrupted"];

export interface SignsNow {
  recording: "on" | "paused" | null;
  live: boolean;
  locked: boolean;
}

export function signsOf({ recordings, streams, locked }: Conference): SignsNow {
  const running = recordings.filter(({ state }) => RUNNING.includes(state));
  const recording = running.length === 0 ? null : running.every(({ paused }) => paused) ? "paused" : "on";
  return { recording, live: streams.some(({ state }) => RUNNING.includes(state)), locked: locked === true };
}

export function Signs({ signs: { recording, live, locked } }: { signs: SignsNow }) {
  const say = callWords().call;
  if (!recording && !live && !locked) return null;
  return (
    <div class="signs">
      {recording && (
        <span class="badge live">
          <span aria-hidden="true">● </span>
          {recording === "on" ? say.recording : say.recordingPaused}
        </span>
      )}
      {live && (
        <span class="badge live">
          <span aria-hidden="true">▲ </span>
          {say.live}
        </span>
      )}
      {locked && <span class="badge warn">{say.locked}</span>}
    </div>
  );
}
