/** Sends wishes to the API and keeps what became of the latest ones, of every conference. */

import { useCallback, useMemo, useRef, useState } from "preact/hooks";
import type { Client, Method } from "../api/client";
import { ask } from "./asking";
import type { Outcome } from "./outcomes";
import type { Command, Conference } from "../api/shapes";

const KEPT = 100;
// The second click of two that were meant as one comes within so long.
const SAME_MILLISECONDS = 1_000;

export interface Wish {
  /** What the operator wants, as a sentence for the list. */
  words: string;
  method: Method;
  path: string;
  body?: unknown;
  /** Whether it changes who is seen. */
  picture?: boolean;
  /** What it is answered with: a command (if nothing is said), a stage that a command carries out, or that it is done. */
  answers?: "command" | "stage" | "done";
  /** The revision that was seen: refused if somebody else has changed it since. */
  ifMatch?: number;
  /** What takes it back, as the conference is by then; null where there is nothing to take back any more. */
  undo?: (now: Conference) => Wish | null;
}

/** Of the conference that is looked at. Tells how it ended; null where it was refused or nobody can tell. */
export type Send = (wish: Wish) => Promise<Command | null>;

export interface Outcomes {
  /** Of every conference. */
  outcomes: Outcome[];
  send: (conference: string, wish: Wish) => Promise<Command | null>;
  /** Takes back what an outcome did; each once. */
  undo: (outcome: Outcome, now: Conference) => void;
}

interface UnderWay {
  ended: Promise<Command | null>;
  since: number;
}

export function useOutcomes(client: Client, onChange: () => void): Outcomes {
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const next = useRef(0);
  const changed = useRef(onChange);
  const underWay = useRef(new Map<string, UnderWay>());
  const latest = useRef("");
  changed.current = onChange;

  const update = useCallback((key: number, news: Partial<Outcome>) => {
    setOutcomes((kept) => kept.map((outcome) => (outcome.key === key ? { ...outcome, ...news } : outcome)));
  }, []);

  const begin = useCallback(
    async (conference: string, wish: Wish): Promise<Command | null> => {
      const { words, picture = false, undo } = wish;
      const key = (next.current += 1);
      const fresh = {
        key,
        conference,
        wish: words,
        at: Date.now(),
        command: null,
        refused: null,
        isUnanswered: false,
        done: null,
      };
      setOutcomes((kept) => [{ ...fresh, picture, undo: undo ?? null }, ...kept].slice(0, KEPT));
      const told = await ask(client, wish, (news) => update(key, news));
      changed.current();
      return told;
    },
    [client],
  );

  const send = useCallback<Outcomes["send"]>(
    (conference, wish) => {
      // With its words: the next cue after this one is another wish, asked for in the same way.
      const name = JSON.stringify([wish.method, wish.path, wish.body, wish.words]);
      const before = underWay.current.get(name);
      // Muted, unmuted and muted again is three wishes, however fast.
      const again = latest.current === name && before && Date.now() - before.since < SAME_MILLISECONDS;
      if (again) return before.ended;
      latest.current = name;
      const ended = begin(conference, wish);
      underWay.current.set(name, { ended, since: Date.now() });
      const forget = () => underWay.current.get(name)?.ended === ended && underWay.current.delete(name);
      void ended.then(() => setTimeout(forget, SAME_MILLISECONDS));
      return ended;
    },
    [begin],
  );

  const undo = useCallback(
    (outcome: Outcome, now: Conference) => {
      // What was done elsewhere is not undone here.
      if (outcome.conference !== now.name) return;
      const wish = outcome.undo?.(now);
      update(outcome.key, { undo: null });
      if (wish) void send(now.name, wish);
    },
    [send],
  );

  return useMemo(() => ({ outcomes, send, undo }), [outcomes, send, undo]);
}
