/** The caller's own camera and microphone as state: chosen, on or off, opened, shown, closed. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Words } from "../../shared/notice";
import { close, deviceFailure, listDevices, mediaDevices, namesAreKnown, openDevices } from "./devices";
import type { Choice, Devices } from "./devices";

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
  choose: (choice: Choice) => void;
  begin: (beginning: Beginning) => void;
  /** Null where the browser gives nothing. */
  open: () => Promise<MediaStream | null>;
  closeAll: () => void;
}

export const NO_DEVICES: Devices = { cameras: [], microphones: [], speakers: [] };
const FIRST: Choice = { camera: "", microphone: "" };

/** A camera that is off is closed, and so is its light. */
const toOpen = (choice: Choice, { hidden }: Beginning): Choice => (hidden ? { ...choice, camera: null } : choice);

function silenced(stream: MediaStream, { muted }: Beginning): MediaStream {
  for (const track of stream.getAudioTracks()) track.enabled = !muted;
  return stream;
}

export function useMedia(): Media {
  const [choice, setChoice] = useState<Choice>(FIRST);
  const [beginning, setBeginning] = useState<Beginning>({ hidden: false, muted: false });
  const [devices, setDevices] = useState<Devices>(NO_DEVICES);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [failure, setFailure] = useState<Words | null>(null);
  const opened = useRef<MediaStream | null>(null);
  const attempt = useRef(0);
  const latest = useRef<Promise<MediaStream | null>>(Promise.resolve(null));

  const put = useCallback((next: MediaStream | null) => {
    if (opened.current !== next) close(opened.current);
    opened.current = next;
    setStream(next);
  }, []);

  const openNow = useCallback(
    async (wanted: Choice, first: Beginning): Promise<MediaStream | null> => {
      const mine = ++attempt.current;
      setFailure(null);
      // Some cameras cannot be opened twice, so the old stream goes first.
      put(null);
      try {
        const next = silenced(await openDevices(toOpen(wanted, first)), first);
        // Somebody chose again while the browser was asking: only the last choice counts.
        if (mine !== attempt.current) {
          close(next);
          return await latest.current;
        }
        put(next);
        setDevices(await listDevices());
        return next;
      } catch (error) {
        if (mine !== attempt.current) return await latest.current;
        setFailure(deviceFailure(error));
        return null;
      }
    },
    [put],
  );

  const openChoice = useCallback(
    (wanted: Choice, first: Beginning): Promise<MediaStream | null> => (latest.current = openNow(wanted, first)),
    [openNow],
  );

  useEffect(() => {
    const look = () => void listDevices().then(setDevices);
    void listDevices().then((found) => {
      setDevices(found);
      // Allowed on an earlier visit: the preview needs no question. Who has clicked already is not disturbed.
      if (attempt.current === 0 && namesAreKnown(found)) void openChoice(FIRST, { hidden: false, muted: false });
    });
    mediaDevices()?.addEventListener("devicechange", look);
    return () => mediaDevices()?.removeEventListener("devicechange", look);
  }, [openChoice]);

  return {
    choice,
    beginning,
    devices,
    stream,
    failure,
    choose: (next) => {
      setChoice(next);
      void openChoice(next, beginning);
    },
    begin: (next) => {
      setBeginning(next);
      if (opened.current && next.hidden === beginning.hidden) silenced(opened.current, next);
      else void openChoice(choice, next);
    },
    open: () => (opened.current ? Promise.resolve(opened.current) : openChoice(choice, beginning)),
    closeAll: () => {
      attempt.current += 1;
      // Whoever still waits for a device gets none.
      latest.current = Promise.resolve(null);
      put(null);
    },
  };
}
