/** What the caller's own line is like, and the picture's step back when it carries little. */

import { useEffect, useState } from "preact/hooks";
import { lineOf, lookAt } from "freeswitch-functions-client";
import type { Line, Look, Phone } from "freeswitch-functions-client";
import { isCoarse, step, WHOLE } from "./sound_first";

const LOOK_MILLISECONDS = 3_000;
/** Enough to be known by, and for the switch to see that somebody is there. */
const COARSE = { maxBitrate: 60_000, maxFramerate: 4, scaleResolutionDownBy: 4 };

export interface LineNow {
  line: Line | null;
  soundFirst: boolean;
}

const pictureOf = (connection: RTCPeerConnection): RTCRtpSender | undefined =>
  connection.getSenders().find(({ track }) => track?.kind === "video");

/** False where no picture is sent (yet). */
async function setCoarse(connection: RTCPeerConnection, coarse: boolean): Promise<boolean> {
  const sender = pictureOf(connection);
  if (!sender) return false;
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings) {
    if (coarse) Object.assign(encoding, COARSE);
    else {
      delete encoding.maxBitrate;
      delete encoding.maxFramerate;
      encoding.scaleResolutionDownBy = 1;
    }
  }
  await sender.setParameters(parameters);
  return true;
}

export function useLine(phone: Phone): LineNow {
  const [now, setNow] = useState<LineNow>({ line: null, soundFirst: false });

  useEffect(() => {
    let before: Look | null = null;
    let measured: RTCPeerConnection | null = null;
    let state = WHOLE;
    let isApplied = true;
    let latest = 0;
    const look = async () => {
      const { connection } = phone;
      const mine = ++latest;
      if (!connection) return;
      // A browser that answers late tells of a moment, or of a connection, that others have been looked at since.
      const isLate = () => mine !== latest || connection !== phone.connection;
      if (connection !== measured) {
        before = null;
        // A call that was made again begins with the whole picture.
        isApplied = !isCoarse(state);
      }
      measured = connection;
      if (!isApplied) {
        const done = await setCoarse(connection, isCoarse(state));
        if (isLate()) return;
        isApplied = done;
      }
      const found = lookAt((await connection.getStats()).values());
      if (isLate()) return;
      const line = before && lineOf(before, found);
      before = found;
      if (!line) return;
      const next = step(state, line);
      if (isCoarse(next) !== isCoarse(state)) await setCoarse(connection, isCoarse(next));
      if (isLate()) return;
      state = next;
      // Whoever sends no picture is told of none.
      setNow({ line, soundFirst: next.soundFirst && pictureOf(connection) !== undefined });
    };
    // A connection that has just been closed has nothing to tell; the next look is of the next one.
    const timer = setInterval(() => void look().catch(() => undefined), LOOK_MILLISECONDS);
    return () => {
      clearInterval(timer);
      latest += 1;
    };
  }, [phone]);

  return now;
}
