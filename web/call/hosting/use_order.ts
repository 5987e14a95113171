/** A host's order to the API: done when its command has ended, with the reason in words where it was not. */

import { isOpen, Problem } from "freeswitch-functions-client";
import type { Api, Command } from "freeswitch-functions-client";
import type { Words } from "../../shared/notice";
import { useDoing } from "../../shared/taking_part/use_doing";
import { callWords } from "../words/call_words";

export interface Order {
  isBusy: boolean;
  failure: Words | null;
  give: (command: () => Promise<Command>) => Promise<boolean>;
}

const DONE: readonly Command["state"][] = ["confirmed", "accepted"];

export function useOrder(api: Api): Order {
  const { isBusy, failure, run } = useDoing();
  const give = (command: () => Promise<Command>) =>
    run(async () => {
      const given = await command();
      const ended = isOpen(given) ? await api.outcome(given) : given;
      if (DONE.includes(ended.state)) return;
      const detail = ended.detail ?? ended.reason ?? ended.state;
      throw new Problem(409, { type: "", title: callWords().hosting.failed, status: 409, code: "", detail });
    });
  return { isBusy, failure, give };
}
