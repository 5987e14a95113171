/** A still on its way: taken by a command, stored a moment later, which the conference's events tell, then read. */

import { pictureWords } from "../picture_words";
import type { Live } from "freeswitch-functions-client";
import type { Client } from "../../api/client";
import { reasonInWords } from "../../words/reasons";
import type { Still } from "../../api/shapes";

// It is stored in well under a second; storage that is away for a while is tried again by the relay.
const PATIENCE_MILLISECONDS = 20_000;
const OVER: readonly string[] = ["still.ready", "still.failed"];

// From here on the API only tells where the picture is, and this page asks nobody but the API.
const LARGEST_SHOWN = 4_000_000;

export const isShown = ({ bytes }: Still): boolean => bytes <= LARGEST_SHOWN;

/** Null while it is still being stored after all that waiting. @throws Problem */
export function stored(
  client: Pick<Client, "still">,
  live: Pick<Live, "watch">,
  conference: string,
  id: string,
): Promise<Still | null> {
  return new Promise((resolve, reject) => {
    const end = (then: () => void) => {
      clearTimeout(patience);
      stop();
      then();
    };
    const look = () => {
      client.still(conference, id).then(
        (still) => still.state !== "processing" && end(() => resolve(still)),
        (error: unknown) => end(() => reject(error instanceof Error ? error : new Error(String(error)))),
      );
    };
    const patience = setTimeout(() => end(() => resolve(null)), PATIENCE_MILLISECONDS);
    // It may have been told before anybody listens for it, and where a snapshot was taken nothing is told one by one.
    const stop = live.watch(conference, ({ events, anew }) => {
      if (anew || events.some(({ type, data }) => OVER.includes(type) && data.id === id)) look();
    });
    look();
  });
}

export function troubleWith(still: Still | null): string {
  if (!still) return pictureWords().stillLater;
  return still.state === "failed" ? pictureWords().stillLost(reasonInWords(still.reason ?? "failed")) : "";
}
