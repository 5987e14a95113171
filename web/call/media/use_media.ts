/** The caller's own camera and microphone as state: chosen, on or off, opened, shown, taken by a call, closed. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Words } from "../../shared/notice";
import { close, deviceFailure, listDevices, mediaDevices, namesAreKnown, openDevices } from "./devices";
import type { Choice, Devices } from "./devices";
import { isUnplugged, kindOf } from "./same_device";

/** Whether the call begins without being seen or heard; both can be changed in it. */
export interface Beginning {
  hidden: boolean;
  muted: boolean;
}

export interface Media {
  choice: Choice;
  beginning: Beginning;
  devices: Devices;
  stream: MediaStream | null;
  failure: Words | null;
  /** Whether a call has it: then it is muted and unmuted here, and nothing else, or the call would have what is closed. */
  isTaken: boolean;
  choose: (choice: Choice) => void;
  begin: (beginning: Beginning) => void;
  /** What was chosen last; null where the browser gives nothing, or it was closed meanwhile. */
  open: () => Promise<MediaStream | null>;
  /** The same for a call, until it is given back or closed. */
  take: () => Promise<MediaStream | null>;
  giveBack: () => void;
  closeAll: () => void;
}

export const NO_DEVICES: Devices = { cameras: [], microphones: [], speakers: [] };
const FIRST: Choice = { camera: "", microphone: "" };
const AT_FIRST: Beginning = { hidden: false, muted: false };

/** A camera that is off is closed, and so is its light. */
const toOpen = (choice: Choice, { hidden }: Beginning): Choice => (hidden ? { ...choice, camera: null } : choice);

function silenced(stream: MediaStream, { muted }: Beginning): MediaStream {
  for (const track of stream.getAudioTracks()) track.enabled = !muted;
  return stream;
}

export function useMedia(): Media {
  const [choice, setChoice] = useState<Choice>(FIRST);
  const [beginning, setBeginning] = useState<Beginning>(AT_FIRST);
  const [devices, setDevices] = useState<Devices>(NO_DEVICES);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [failure, setFailure] = useState<Words | null>(null);
  const [isTaken, setTaken] = useState(false);
  /** As it was chosen last, also before that is drawn, and while the browser asks. */
  const now = useRef({ choice: FIRST, beginning: AT_FIRST, isTaken: false });
  const opened = useRef<MediaStream | null>(null);
  const attempt = useRef(0);
  /** The last attempt, while the browser asks. */
  const opening = useRef<Promise<void> | null>(null);

  const put = (next: MediaStream | null) => {
    if (opened.current !== next) close(opened.current);
    opened.current = next;
    setStream(next);
    next?.getTracks().forEach((track) => track.addEventListener("ended", () => void stopped(next, track)));
  };

  /** One that is unplugged gives way to another; whoever took away one that is still there is not asked by themselves. */
  const stopped = async (from: MediaStream, track: MediaStreamTrack) => {
    const isUnused = () => opened.current !== from || now.current.isTaken;
    if (isUnused()) return;
    const isGone = await isUnplugged(track);
    if (isUnused()) return;
    if (!isGone) {
      put(null);
      return;
    }
    // By its name it is not to be had.
    chooseNow({ ...now.current.choice, [kindOf(track)]: "" });
    openAnew();
  };

  const chooseNow = (next: Choice) => {
    now.current.choice = next;
    setChoice(next);
  };

  const look = () => void listDevices().then(setDevices);

  const openNow = async (mine: number): Promise<void> => {
    setFailure(null);
    // Some cameras cannot be opened twice, so the old stream goes first.
    put(null);
    try {
      const next = await openDevices(toOpen(now.current.choice, now.current.beginning));
      // Somebody chose again while the browser was asking: only the last choice counts.
      if (mine !== attempt.current) {
        close(next);
        return;
      }
      // Or was muted meanwhile.
      put(silenced(next, now.current.beginning));
      look();
    } catch (error) {
      if (mine === attempt.current) setFailure(deviceFailure(error));
    } finally {
      if (mine === attempt.current) opening.current = null;
    }
  };

  const openAnew = () => {
    attempt.current += 1;
    opening.current = openNow(attempt.current);
  };

  /** Whoever waits gets what is open in the end. */
  const settled = async (): Promise<MediaStream | null> => {
    while (opening.current) await opening.current;
    return opened.current;
  };

  const open = () => {
    // What the browser is asked already it is not asked twice.
    if (!opened.current && !opening.current) openAnew();
    return settled();
  };

  const hold = (taken: boolean) => {
    now.current.isTaken = taken;
    setTaken(taken);
  };

  useEffect(() => {
    void listDevices().then((found) => {
      setDevices(found);
      // Allowed on an earlier visit: the preview needs no question. Who has clicked already is not disturbed.
      if (attempt.current === 0 && namesAreKnown(found)) openAnew();
    });
    mediaDevices()?.addEventListener("devicechange", look);
    return () => mediaDevices()?.removeEventListener("devicechange", look);
  }, []);

  return {
    ...{ choice, beginning, devices, stream, failure, isTaken, open },
    choose: (next) => {
      if (now.current.isTaken) return;
      chooseNow(next);
      openAnew();
    },
    begin: (next) => {
      const isSame = next.hidden === now.current.beginning.hidden;
      if (now.current.isTaken && !isSame) return;
      now.current.beginning = next;
      setBeginning(next);
      if (opened.current && isSame) silenced(opened.current, next);
      else if (!opening.current || !isSame) openAnew();
    },
    take: () => {
      hold(true);
      return open();
    },
    giveBack: () => hold(false),
    closeAll: () => {
      // Whoever still waits for a device gets none.
      attempt.current += 1;
      opening.current = null;
      hold(false);
      put(null);
    },
  };
}
