/** Over the picture: whether the meeting is recorded, broadcast, locked, and who watches it without being in it. */

import type { Conference } from "freeswitch-functions-client";
import { namesOf } from "../../shared/names";
import { callWords } from "../words/call_words";

const RUNNING = ["live", "interrupted"];

export interface SignsNow {
  recording: "on" | "paused" | null;
  live: boolean;
  locked: boolean;
  /** Their names; empty: nobody. */
  observers: string;
}

export function signsOf({ recordings, streams, locked, observers }: Conference): SignsNow {
  const running = recordings.filter(({ state }) => RUNNING.includes(state));
  const recording = running.length === 0 ? null : running.every(({ paused }) => paused) ? "paused" : "on";
  return {
    recording,
    live: streams.some(({ state }) => RUNNING.includes(state)),
    locked: locked === true,
    observers: namesOf(observers),
  };
}

export function Signs({ signs: { recording, live, locked, observers } }: { signs: SignsNow }) {
  const say = callWords().call;
  if (!recording && !live && !locked && !observers) return null;
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
      {observers && (
        <span class="badge warn cut" title={say.observedBy(observers)}>
          {say.observedBy(observers)}
        </span>
      )}
    </div>
  );
}
