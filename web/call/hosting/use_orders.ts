/** What a host has ordered, by what it is about: under way, or why not done, also while nobody looks at its buttons. */

import { useEffect, useRef, useState } from "preact/hooks";
import { isOpen, Problem } from "freeswitch-functions-client";
import type { Api, Command } from "freeswitch-functions-client";
import type { Words } from "../../shared/notice";
import { wordsOf } from "../../shared/problem";
import { callWords } from "../words/call_words";

interface Standing {
  isBusy: boolean;
  failure: Words | null;
}

export interface Order extends Standing {
  /** Tells whether it was done; about the same there is one at a time. */
  run: (what: () => Promise<unknown>) => Promise<boolean>;
  /** The same for a command: done when that has ended. */
  give: (command: () => Promise<Command>) => Promise<boolean>;
}

export interface Orders {
  of: (about: string) => Order;
}

const DONE: readonly Command["state"][] = ["confirmed", "accepted"];
const NOTHING: Standing = { isBusy: false, failure: null };

async function ended(api: Api, given: Command): Promise<void> {
  const command = isOpen(given) ? await api.outcome(given) : given;
  if (DONE.includes(command.state)) return;
  const detail = command.detail ?? command.reason ?? command.state;
  throw new Problem(409, { type: "", title: callWords().hosting.failed, status: 409, code: "", detail });
}

/** Kept as long as `api` is the same: with another meeting there is nothing ordered. */
export function useOrders(api: Api | null): Orders | null {
  const [standing, setStanding] = useState<ReadonlyMap<string, Standing>>(new Map());
  // Two clicks come before anything is drawn anew.
  const busy = useRef(new Set<string>());

  useEffect(
    () => () => {
      busy.current = new Set();
      setStanding(new Map());
    },
    [api],
  );

  const run = async (about: string, what: () => Promise<unknown>): Promise<boolean> => {
    const mine = busy.current;
    if (mine.has(about)) return false;
    mine.add(about);
    // What comes late of the meeting before is about nothing here.
    const put = (now: Standing) => {
      if (mine === busy.current) setStanding((before) => new Map(before).set(about, now));
    };
    put({ isBusy: true, failure: null });
    try {
      await what();
      put(NOTHING);
      return true;
    } catch (error) {
      put({ isBusy: false, failure: wordsOf(error) });
      return false;
    } finally {
      mine.delete(about);
    }
  };

  if (!api) return null;
  return {
    of: (about) => ({
      ...(standing.get(about) ?? NOTHING),
      run: (what) => run(about, what),
      give: (command) => run(about, async () => ended(api, await command())),
    }),
  };
}
