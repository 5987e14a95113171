/** Sends wishes to the API and keeps what became of the latest ones. */

import { useCallback, useMemo, useRef, useState } from "preact/hooks";
import type { Client, Method } from "../api/client";
import type { Outcome } from "./outcomes";
import { wordsOf } from "../../shared/problem";
import type { Command } from "../api/shapes";

const KEPT = 20;

export interface Wish {
  /** What the operator wants, as a sentence for the list. */
  words: string;
  method: Method;
  path: string;
  body?: unknown;
}

/** Tells how it ended; null where it was refused or nobody can tell. */
export type Send = (wish: Wish) => Promise<Command | null>;

export function useOutcomes(client: Client, onChange: () => void): { outcomes: Outcome[]; send: Send } {
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const next = useRef(0);
  const changed = useRef(onChange);
  changed.current = onChange;

  const send = useCallback<Send>(
    async ({ words, method, path, body }) => {
      const key = (next.current += 1);
      const update = (news: Partial<Outcome>) => {
        setOutcomes((kept) => kept.map((outcome) => (outcome.key === key ? { ...outcome, ...news } : outcome)));
      };
      setOutcomes((kept) =>
        [{ key, wish: words, at: Date.now(), command: null, refused: null }, ...kept].slice(0, KEPT),
      );
      let told: Command | null = null;
      try {
        const command = await client.command(method, path, body);
        await client.follow(command, (latest) => {
          told = latest;
          update({ command: latest });
        });
      } catch (error) {
        update({ refused: wordsOf(error) });
      }
      changed.current();
      return told;
    },
    [client],
  );

  return useMemo(() => ({ outcomes, send }), [outcomes, send]);
}
