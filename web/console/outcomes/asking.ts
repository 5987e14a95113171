/** Asks the API for a wish, and tells what becomes of it. */

import { isUnsure, Problem } from "freeswitch-functions-client";
import type { Client } from "../api/client";
import type { Command } from "../api/shapes";
import { wordsOf } from "../../shared/problem";
import type { Outcome } from "./outcomes";
import type { Wish } from "./use_outcomes";

/** The command that carries it out; null where it is done, or kept, without one. */
async function asked(client: Client, { method, path, body, answers, ifMatch }: Wish): Promise<Command | null> {
  const options = ifMatch === undefined ? {} : { ifMatch };
  if (answers === "stage") return client.show(method, path, body, options);
  if (answers !== "done") return client.command(method, path, body, options);
  await client.write(method, path, body, options);
  return null;
}

/** The command as it was told last; null where there is none, it was refused, or nobody can tell. */
export async function ask(client: Client, wish: Wish, tell: (news: Partial<Outcome>) => void): Promise<Command | null> {
  const told: { command: Command | null } = { command: null };
  try {
    const command = await asked(client, wish);
    if (!command) tell({ done: wish.answers === "stage" ? "kept" : "done" });
    else
      await client.follow(command, (latest) => {
        told.command = latest;
        tell({ command: latest });
      });
  } catch (error) {
    // What was taken is not refused, whatever keeps us from seeing its end.
    const isUnanswered = told.command !== null || (error instanceof Problem && isUnsure(error));
    tell({ refused: wordsOf(error), isUnanswered });
  }
  return told.command;
}
