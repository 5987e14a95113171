/** A camera or microphone that stops in the middle of a call: another one takes its place, or none, until it is there again. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Words } from "../../shared/notice";
import { callWords } from "../words/call_words";
import { mediaDevices } from "./devices";
import type { Turns } from "./in_turn";
import { deviceOf, isItself, isSame, listed } from "./same_device";
import type { Device, Kind } from "./same_device";

export interface Way {
  /** Sends what this device gives; null where the call is over. */
  use: (id: string) => Promise<MediaStreamTrack | null>;
  /** Sends what stands for it while there is none. */
  useNone: () => Promise<void>;
}

export interface Lost {
  words: Words;
  /** Whether it is still plugged in: the browser or another program has taken it, and it comes back by no plug. */
  isThere: boolean;
}

export interface Plugged {
  lost: Record<Kind, Lost | null>;
  /** What has come back last, for whoever hears the page. */
  back: string;
  /** What the caller has chosen to send is followed from now on; null: nothing is. */
  chosen: (kind: Kind, track: MediaStreamTrack | null) => void;
  /** Opens once more what has stopped. */
  again: (kind: Kind) => Promise<void>;
}

interface Missed {
  device: Device;
  /** What is used instead; null: nothing. */
  by: MediaDeviceInfo | null;
  /** Whether it is not plugged in any more. */
  isGone: boolean;
  /** Those that were there without it: one of the same name that was not is the same, whatever the browser calls it. */
  others: string[];
}

const KINDS = ["camera", "microphone"] as const;

function inWords(kind: Kind, { by, isGone }: Missed): Lost {
  const say = callWords().gone[kind];
  if (!isGone) return { words: { title: say.stopped, hint: say.again }, isThere: true };
  return { words: { title: say.gone, hint: by ? say.by(by.label || say.another) : say.none }, isThere: false };
}

export function usePlugged(
  turns: Record<Kind, Turns>,
  ways: Record<Kind, Way>,
  onFailure: (error: unknown) => void,
): Plugged {
  const [lost, setLost] = useState<Plugged["lost"]>({ camera: null, microphone: null });
  const [back, setBack] = useState("");
  const sent = useRef<Record<Kind, MediaStreamTrack | null>>({ camera: null, microphone: null });
  const missed = useRef<Record<Kind, Missed | null>>({ camera: null, microphone: null });
  const isOver = useRef(false);
  const latest = useRef(ways);
  latest.current = ways;

  const put = (kind: Kind, now: Missed | null) => {
    missed.current[kind] = now;
    setLost((before) => ({ ...before, [kind]: now && inWords(kind, now) }));
  };

  const inTurn = (kind: Kind, what: () => Promise<void>) => {
    turns[kind](async () => {
      if (!isOver.current) await what();
    }).catch(onFailure);
  };

  const follow = (kind: Kind, track: MediaStreamTrack | null) => {
    sent.current[kind] = track;
    if (!track) return;
    const ended = () => inTurn(kind, () => stopped(kind, track));
    track.addEventListener("ended", ended, { once: true });
    if (track.readyState === "ended") ended();
  };

  const stopped = async (kind: Kind, track: MediaStreamTrack) => {
    if (sent.current[kind] !== track) return;
    // What stood in for another one is not what the caller waits for.
    const device = missed.current[kind]?.device ?? deviceOf(track);
    const there = await listed(kind);
    const isGone = !there.some((one) => isSame(one, device));
    await standIn(kind, device, there, isGone);
  };

  /** Whoever took one away that is still plugged in, such as the caller in the browser's settings, wants no other instead. */
  const standIn = async (kind: Kind, device: Device, there: MediaDeviceInfo[], isGone: boolean) => {
    const others = there.filter((one) => isItself(one) && !isSame(one, device));
    const missing = { device, isGone, others: others.map(({ deviceId }) => deviceId) };
    const { use, useNone } = latest.current[kind];
    for (const by of isGone ? others : []) {
      // One that does not open is passed over: the next one may.
      const track = await use(by.deviceId).catch(() => null);
      if (isOver.current) return;
      if (!track) continue;
      follow(kind, track);
      put(kind, { ...missing, by });
      return;
    }
    follow(kind, null);
    put(kind, { ...missing, by: null });
    await useNone();
  };

  const look = async (kind: Kind) => {
    const now = missed.current[kind];
    if (!now) return;
    const there = await listed(kind);
    const { device, by, isGone, others } = now;
    const isNew = (one: MediaDeviceInfo) => isItself(one) && !others.includes(one.deviceId);
    const same = there.find((one) => isSame(one, device) || (isNew(one) && one.label === device.label));
    if (!same) {
      if (!by) await standIn(kind, device, there, true);
    } else if (isGone) {
      const track = await latest.current[kind].use(same.deviceId).catch(() => null);
      if (isOver.current) return;
      if (track) comeBack(kind, track);
      else await standIn(kind, device, there, true);
    }
  };

  const comeBack = (kind: Kind, track: MediaStreamTrack) => {
    follow(kind, track);
    put(kind, null);
    setBack(callWords().gone[kind].back);
  };

  useEffect(() => {
    const changed = () => KINDS.forEach((kind) => inTurn(kind, () => look(kind)));
    mediaDevices()?.addEventListener("devicechange", changed);
    return () => {
      isOver.current = true;
      mediaDevices()?.removeEventListener("devicechange", changed);
    };
  }, []);

  return {
    lost,
    back,
    chosen: (kind, track) => {
      follow(kind, track);
      put(kind, null);
    },
    again: async (kind) => {
      const now = missed.current[kind];
      const track = now && (await latest.current[kind].use(now.device.deviceId));
      if (track) comeBack(kind, track);
    },
  };
}
