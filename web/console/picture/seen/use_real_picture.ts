/**
 * What people really see: a still every three seconds, taken by this page or by another one, for the feed tells of each.
 *
 * The API takes one in three seconds at most; of several pages the others are told to wait, and show that one.
 */

import { useEffect, useState } from "preact/hooks";
import { Problem } from "freeswitch-functions-client";
import type { Live } from "freeswitch-functions-client";
import { path } from "../../api/client";
import type { Client } from "../../api/client";
import type { Still } from "../../api/shapes";
import type { Words } from "../../../shared/notice";
import { wordsOf } from "../../../shared/problem";
import { reasonInWords } from "../../words/reasons";
import { isShown, stored, troubleWith } from "./stills";

const EVERY_MILLISECONDS = 3_000;
const TOO_SOON = 429;

export interface RealPicture {
  picture: Blob | null;
  /** RFC 3339; null before the first one. */
  takenAt: string | null;
  failure: Words | null;
}

const NOTHING: RealPicture = { picture: null, takenAt: null, failure: null };

/** `may`: whether this page may take them itself; without that it shows what others take. */
export function useRealPicture(
  client: Client,
  live: Live,
  conference: string,
  isOn: boolean,
  may: boolean,
): RealPicture {
  const [now, setNow] = useState(NOTHING);

  useEffect(() => {
    if (!isOn) {
      setNow(NOTHING);
      return;
    }
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fail = (failure: Words) => current && setNow((before) => ({ ...before, failure }));
    const seen = new Set<string>();
    const show = async (still: Still) => {
      if (!isShown(still) || seen.has(still.id)) return;
      seen.add(still.id);
      const picture = await client.stillPicture(conference, still.id);
      setNow((before) => {
        const isNewer = before.takenAt === null || before.takenAt < still.taken_at;
        return current && isNewer ? { picture, takenAt: still.taken_at, failure: null } : before;
      });
    };
    const take = async () => {
      const command = await client.outcome(await client.command("POST", `${path(conference)}/stills`));
      if (command.state !== "confirmed") {
        fail({ title: reasonInWords(command.reason ?? command.state) });
        return;
      }
      const still = await stored(client, live, conference, command.id);
      if (still?.state === "ready") await show(still);
      else fail({ title: troubleWith(still) });
    };
    const again = (milliseconds: number) => {
      if (!current) return;
      timer = setTimeout(() => {
        // Nobody looks at a page that is behind others.
        if (document.visibilityState !== "visible") again(EVERY_MILLISECONDS);
        else
          take().then(
            () => again(EVERY_MILLISECONDS),
            (error: unknown) => {
              const problem = error instanceof Problem ? error : null;
              if (problem?.status !== TOO_SOON) fail(wordsOf(error));
              again(Math.max(EVERY_MILLISECONDS, (problem?.retryAfterSeconds ?? 0) * 1000));
            },
          );
      }, milliseconds);
    };
    const stop = live.watch(conference, ({ events }) => {
      const ready = events.filter(({ type }) => type === "still.ready").at(-1);
      if (ready) show(ready.data.still as Still).catch((error: unknown) => fail(wordsOf(error)));
    });
    if (may) again(0);
    return () => {
      current = false;
      clearTimeout(timer);
      stop();
    };
  }, [client, live, conference, isOn, may]);

  return now;
}
