/** What the caller's own line is like, and the picture's step back when it carries little. */

import { useEffect, useState } from "preact/hooks";
import { isNarrow, lineOf, lookAt } from "freeswitch-functions-client";
import type { Line, Look, Phone } from "freeswitch-functions-client";

const LOOK_MILLISECONDS = 3_000;
/** So often in a row, before the picture steps back, and before it comes back. */
const LOOKS_UNTIL_NARROW = 3;
const LOOKS_UNTIL_WIDE = 5;
/** Enough to be known by, and for the switch to see that somebody is there. */
const COARSE = { maxBitrate: 60_000, maxFramerate: 4, scaleResolutionDownBy: 4 };

export interface LineNow {
  line: Line | null;
  soundFirst: boolean;
}

/** False where no picture is sent (yet). */
async function setCoarse(connection: RTCPeerConnection, coarse: boolean): Promise<boolean> {
  const sender = connection.getSenders().find(({ track }) => track?.kind === "video");
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

/** How many looks in a row say that it is otherwise than now; then it changes. */
export function counted(soundFirst: boolean, before: number, narrow: boolean): { soundFirst: boolean; count: number } {
  if (narrow === soundFirst) return { soundFirst, count: 0 };
  const enough = soundFirst ? LOOKS_UNTIL_WIDE : LOOKS_UNTIL_NARROW;
  return before + 1 >= enough ? { soundFirst: narrow, count: 0 } : { soundFirst, count: before + 1 };
}

export function useLine(phone: Phone): LineNow {
  const [now, setNow] = useState<LineNow>({ line: null, soundFirst: false });

  useEffect(() => {
    let before: Look | null = null;
    let measured: RTCPeerConnection | null = null;
    let state = { soundFirst: false, count: 0 };
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
        isApplied = !state.soundFirst;
      }
      measured = connection;
      if (!isApplied) {
        const done = await setCoarse(connection, state.soundFirst);
        if (isLate()) return;
        isApplied = done;
      }
      const found = lookAt((await connection.getStats()).values());
      if (isLate()) return;
      const line = before && lineOf(before, found);
      before = found;
      if (!line) return;
      const next = counted(state.soundFirst, state.count, isNarrow(line));
      if (next.soundFirst !== state.soundFirst) await setCoarse(connection, next.soundFirst);
      if (isLate()) return;
      state = next;
      setNow({ line, soundFirst: next.soundFirst });
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
