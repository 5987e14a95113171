/**
 * What becomes of who comes later: the conference's stage says it and the relay does it, whoever looks at a page.
 *
 * Where there is no stage nobody is given a place. So a layout of places that is chosen here makes one first: whoever
 * comes into it would be seen by nobody.
 */

import { useCallback, useState } from "preact/hooks";
import { useAsked } from "../../shared/live/use_asked";
import { path } from "../api/client";
import type { Client } from "../api/client";
import type { StageView } from "../api/shapes";
import type { Send, Wish } from "../outcomes/use_outcomes";
import { isSeated } from "./layouts/layout_names";
import { pictureWords } from "./picture_words";

export type Choice = StageView["newcomers"];

export interface Newcomers {
  /** Null where there is no stage; undefined until somebody knows. */
  choice: Choice | null | undefined;
  choose: (choice: Choice) => Promise<void>;
  /** As it was given, but for a layout of places where there is no stage. */
  send: Send;
}

/** `news` is another value when a stage was carried out. */
export function useNewcomers(client: Client, name: string, news: number, send: Send): Newcomers {
  const [looks, setLooks] = useState(0);
  const stagePath = `${path(name)}/stage`;
  const { value } = useAsked(async () => {
    const stage = (await client.optional(stagePath)) as StageView | null;
    return { choice: stage?.newcomers ?? null };
  }, [client, stagePath, news, looks]);
  const choice = value?.choice;

  const choose = useCallback(
    async (wanted: Choice) => {
      const words = pictureWords().newcomers[wanted];
      await send({ words, method: "PATCH", path: stagePath, body: { newcomers: wanted }, answers: "stage" });
      setLooks((count) => count + 1);
    },
    [send, stagePath],
  );
  const sendHere = useCallback<Send>(
    async (wish) => {
      if (choice === null && choosesPlaces(wish)) await choose("next_place");
      const command = await send(wish);
      if (wish.path === stagePath) setLooks((count) => count + 1);
      return command;
    },
    [choice, choose, send, stagePath],
  );
  return { choice, choose, send: sendHere };
}

interface Chooses {
  layout?: unknown;
  layout_group?: unknown;
  steps?: { layout?: unknown; group?: unknown }[];
}

/** Whether a wish is for a layout or a group whose places all have names. */
export function choosesPlaces({ body }: Pick<Wish, "body">): boolean {
  const { layout, layout_group, steps = [] } = (body ?? {}) as Chooses;
  const names = [layout, layout_group, ...steps.flatMap((step) => [step.layout, step.group])];
  return names.some((name) => typeof name === "string" && isSeated(name));
}
