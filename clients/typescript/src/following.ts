/** A command until its end: asked for as it is by now, whatever the network does meanwhile. */

import { filled } from "./paths.ts";
import { Problem } from "./problem.ts";
import { after, ANSWER_MILLISECONDS, bodyOf, isUnsure } from "./requests.ts";
import type { Requests } from "./requests.ts";
import type { Command, CommandState } from "./types.ts";

// Of one question for a command's end; the server allows up to 20.
const WAIT_SECONDS = 10;
// A command's own deadline is 30 s; dialling out takes longer.
const FOLLOW_MILLISECONDS = 90_000;
const UNANSWERED_MILLISECONDS = 1_000;
const TOO_MANY = 429;
const OPEN: readonly CommandState[] = ["queued", "running"];

export const isOpen = (command: Command): boolean => OPEN.includes(command.state);

/** Tells each state until the end; one that is still open then has none that anybody saw in 90 seconds. */
export async function follow(requests: Requests, command: Command, tell: (command: Command) => void): Promise<void> {
  const giveUp = Date.now() + FOLLOW_MILLISECONDS;
  let latest = command;
  tell(latest);
  while (isOpen(latest) && Date.now() < giveUp) {
    const found = await asked(requests, latest, giveUp);
    if (!found) continue;
    latest = found;
    tell(latest);
  }
}

/** Null, after a pause, where no answer came, or not yet: that says nothing of the command. */
async function asked(requests: Requests, { id }: Command, giveUp: number): Promise<Command | null> {
  const where = filled("/v1/commands/{command}", { command: id }, { wait: WAIT_SECONDS });
  try {
    const answer = await requests.send(where, { milliseconds: ANSWER_MILLISECONDS + WAIT_SECONDS * 1000 });
    return await bodyOf(answer, (told) => told.json() as Promise<Command>);
  } catch (error) {
    if (!(error instanceof Problem) || !(isUnsure(error) || error.status === TOO_MANY)) throw error;
    const pause = Math.max(UNANSWERED_MILLISECONDS, (error.retryAfterSeconds ?? 0) * 1000);
    await after(Math.min(pause, giveUp - Date.now()));
    return null;
  }
}
