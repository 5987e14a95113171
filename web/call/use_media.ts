/** The caller's own camera and microphone as state: chosen, opened, shown, closed. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Words } from "../shared/notice";
import { close, deviceFailure, listDevices, mediaDevices, namesAreKnown, openDevices } from "./devices";
import type { Choice, Devices } from "./devices";

export interface Media {
  choice: Choice;
  devices: Devices;
  stream: MediaStream | null;
  failure: Words | null;
  choose: (choice: Choice) => void;
  open: () => Promise<MediaStream | null>;
  closeAll: () => void;
}

export function useMedia(): Media {
  const [choice, setChoice] = useState<Choice>({ camera: "", microphone: "" });
  const [devices, setDevices] = useState<Devices>({ cameras: [], microphones: [] });
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [failure, setFailure] = useState<Words | null>(null);
  const opened = useRef<MediaStream | null>(null);
  const attempt = useRef(0);

  const put = useCallback((next: MediaStream | null) => {
    if (opened.current !== next) close(opened.current);
    opened.current = next;
    setStream(next);
  }, []);

  const openChoice = useCallback(
    async (wanted: Choice): Promise<MediaStream | null> => {
      const mine = ++attempt.current;
      setFailure(null);
      // Some cameras cannot be opened twice, so the old stream goes first.
      put(null);
      try {
        const next = await openDevices(wanted);
        // Somebody chose again while the browser was asking: only the last choice counts.
        if (mine !== attempt.current) {
          close(next);
          return opened.current;
        }
        put(next);
        setDevices(await listDevices());
        return next;
      } catch (error) {
        if (mine === attempt.current) setFailure(deviceFailure(error));
        return null;
      }
    },
    [put],
  );

  useEffect(() => {
    const look = () => void listDevices().then(setDevices);
    void listDevices().then((found) => {
      setDevices(found);
      // Allowed on an earlier visit: the preview needs no question.
      if (namesAreKnown(found)) void openChoice({ camera: "", microphone: "" });
    });
    mediaDevices()?.addEventListener("devicechange", look);
    return () => mediaDevices()?.removeEventListener("devicechange", look);
  }, [openChoice]);

  return {
    choice,
    devices,
    stream,
    failure,
    choose: (next) => {
      setChoice(next);
      void openChoice(next);
    },
    open: () => (opened.current ? Promise.resolve(opened.current) : openChoice(choice)),
    closeAll: () => {
      attempt.current += 1;
      put(null);
    },
  };
}
