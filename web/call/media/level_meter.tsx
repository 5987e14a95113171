/** A bar that moves when the microphone hears something. */

import { useEffect, useRef } from "preact/hooks";
import { callWords } from "../words/call_words";

const SAMPLES = 512;
// Speech rarely passes a quarter of full scale; the bar should still reach its end.
const GAIN = 4;

const DONE_BY_SOMEBODY = ["pointerdown", "keydown"] as const;

/**
 * A context that is made before anybody has done anything on the page, as where the preview opens by itself, may be suspended until it is resumed after a click
 * (https://developer.chrome.com/blog/autoplay#web_audio).
 *
 * @returns what ends waiting for that
 */
export function runFromTheFirstClick(context: Pick<AudioContext, "state" | "resume">): () => void {
  const wake = () => {
    if (context.state === "suspended") void context.resume();
  };
  for (const event of DONE_BY_SOMEBODY) addEventListener(event, wake);
  return () => {
    for (const event of DONE_BY_SOMEBODY) removeEventListener(event, wake);
  };
}

/** Root mean square of samples around 128, from 0 to 1. */
export function loudness(samples: Uint8Array): number {
  const sum = samples.reduce((total, sample) => total + ((sample - 128) / 128) ** 2, 0);
  return Math.min(1, Math.sqrt(sum / samples.length) * GAIN);
}

export function LevelMeter({ stream }: { stream: MediaStream | null }) {
  const meter = useRef<HTMLMeterElement>(null);
  const hears = (stream?.getAudioTracks().length ?? 0) > 0;

  useEffect(() => {
    if (!stream || !hears) return;
    const context = new AudioContext();
    const waitNoMore = runFromTheFirstClick(context);
    const analyser = context.createAnalyser();
    analyser.fftSize = SAMPLES;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Uint8Array(SAMPLES);
    let frame = 0;
    const measure = () => {
      analyser.getByteTimeDomainData(samples);
      if (meter.current) meter.current.value = loudness(samples);
      frame = requestAnimationFrame(measure);
    };
    measure();
    return () => {
      cancelAnimationFrame(frame);
      waitNoMore();
      void context.close();
    };
  }, [stream, hears]);

  if (!hears) return null;
  return (
    <div class="level">
      <label class="quiet" for="level">
        {callWords().media.level}
      </label>
      <meter id="level" ref={meter} min={0} max={1} value={0} />
    </div>
  );
}
