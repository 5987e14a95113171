/** What a host does with the whole meeting. */

import type { Conference } from "freeswitch-functions-client";
import { Notice } from "../../shared/notice";
import { allows } from "../../shared/token";
import type { Meeting } from "../meeting/use_meeting";
import { callWords } from "../words/call_words";

const RUNNING = ["starting", "live", "interrupted"];

export function HostBar({ meeting, conference }: { meeting: Meeting; conference: Conference }) {
  const say = callWords().hosting;
  const { api, access, orders } = meeting;
  const { isBusy, failure, give } = orders.of("meeting");
  const path = { conference: access.conference };
  const recording = conference.recordings.find(({ state }) => RUNNING.includes(state));
  const lock = () =>
    give(() => api.change("patch", "/v1/conferences/{conference}", { path, body: { locked: !conference.locked } }));
  const record = () =>
    give(() =>
      recording
        ? api.change("delete", "/v1/conferences/{conference}/recordings/{recording}", {
            path: { ...path, recording: recording.id },
          })
        : api.change("post", "/v1/conferences/{conference}/recordings", { path, body: {} }),
    );
  return (
    <>
      <div class="host-bar" role="group" aria-label={say.title}>
        <button
          class="small"
          type="button"
          disabled={isBusy}
          aria-pressed={conference.locked === true}
          onClick={() => void lock()}
        >
          {conference.locked ? say.unlock : say.lock}
        </button>
        <button
          class="small"
          type="button"
          disabled={isBusy}
          onClick={() => void give(() => api.change("post", "/v1/conferences/{conference}/mute-all", { path }))}
        >
          {say.muteAll}
        </button>
        {allows(access.claims, "record") && (
          <button class="small" type="button" disabled={isBusy} onClick={() => void record()}>
            {recording ? say.stopRecording : say.record}
          </button>
        )}
      </div>
      {failure && <Notice words={failure} tone="warn" />}
    </>
  );
}
