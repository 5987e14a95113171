/** Recordings and streams in words: how they are, and what can be told about them. */

import { outputWords } from "./output_words";
import { momentInWords, timeInWords } from "../../shared/moments";
import { lengthInWords, sizeInWords } from "./amounts";
import { reasonInWords } from "./reasons";
import type { Output, Recording, Stream } from "../api/shapes";

const RUNNING: Output["state"][] = ["starting", "live", "interrupted", "stopping"];
const STOPPABLE: Output["state"][] = ["starting", "live", "interrupted"];

const OVER_AT_ONCE = 2;

export const isRunning = ({ state }: Output): boolean => RUNNING.includes(state);
export const isStoppable = ({ state }: Output): boolean => STOPPABLE.includes(state);

/** Nothing more becomes of it. */
export const isOver = ({ state }: Output): boolean => state === "ready" || state === "failed";

const recordingWords = (state: Output["state"]): string => outputWords().recordingStates[state];

export const recordingState = ({ state, paused }: Recording): string =>
  state === "live" && paused ? outputWords().paused : recordingWords(state);

export function streamState({ state }: Stream): string {
  const own: Partial<Record<Output["state"], string>> = outputWords().streamStates;
  return own[state] ?? recordingWords(state);
}

export function toneOf({ state, paused }: Output): "live" | "warn" | "bad" | "good" | "" {
  if (state === "failed") return "bad";
  if (state === "live") return paused ? "warn" : "live";
  if (state === "ready") return "good";
  return state === "interrupted" ? "warn" : "";
}

function timesAgain({ retries, last_retry_at }: Recording | Stream): string {
  if (retries === 0) return "";
  return outputWords().again(retries, last_retry_at ? timeInWords(last_retry_at) : "");
}

function runningFor({ started_at }: Output, now: number): string {
  if (!started_at) return "";
  return outputWords().runningFor(lengthInWords((now - Date.parse(started_at)) / 1000), timeInWords(started_at));
}

const sentence = (parts: (string | false | null | undefined)[]): string => parts.filter(Boolean).join(", ");

export function aboutRecording(recording: Recording, now: number): string {
  const { started_at, duration_seconds, bytes, state, reason } = recording;
  if (isRunning(recording)) {
    return sentence([runningFor(recording, now), timesAgain(recording), reason && reasonInWords(reason)]);
  }
  return sentence([
    started_at && momentInWords(started_at),
    duration_seconds !== null && lengthInWords(duration_seconds),
    bytes !== null && sizeInWords(bytes),
    recording.has_video === false && outputWords().soundOnly,
    recording.has_sound === false && outputWords().noSound,
    recording.incomplete && outputWords().incomplete,
    state !== "ready" && reason && reasonInWords(reason),
  ]);
}

export function aboutStream(stream: Stream, now: number): string {
  const { ended_at, reason } = stream;
  return sentence([
    isRunning(stream) ? runningFor(stream, now) : ended_at && momentInWords(ended_at),
    timesAgain(stream),
    // Who has stopped it knows so.
    reason && reason !== "stopped" && reasonInWords(reason),
  ]);
}

/** The service's host; the rest of an address may be a key. */
export function hostOf(url: string | null): string {
  return /^rtmps?:\/\/(?:[^/@]*@)?([^/]+)/i.exec(url ?? "")?.[1] ?? outputWords().hostUnknown;
}

/** Those that run first, then the latest. */
export function inOrder<T extends Output & { ended_at: string | null }>(outputs: T[]): T[] {
  const time = ({ started_at, ended_at }: T) => Date.parse(started_at ?? ended_at ?? "") || 0;
  return [...outputs].sort(
    (one, other) => Number(isRunning(other)) - Number(isRunning(one)) || time(other) - time(one),
  );
}

/** What is shown at once: all that run, and the latest that are over; the others are for who asks. */
export function newest<T extends Output>(ordered: T[]): T[] {
  const over = ordered.filter((output) => !isRunning(output));
  return ordered.filter((output) => isRunning(output) || over.indexOf(output) < OVER_AT_ONCE);
}
