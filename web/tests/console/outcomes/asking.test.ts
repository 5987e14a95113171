/** What an operator is told of a wish: nothing that was taken is told as refused. */

import { expect, test } from "vitest";
import { Api } from "freeswitch-functions-client";
import { ask } from "../../../console/outcomes/asking";
import { stateOf, toneOf } from "../../../console/outcomes/outcomes";
import type { Outcome } from "../../../console/outcomes/outcomes";

const json = (status: number, body: object) => new Response(JSON.stringify(body), { status });
const wish = {
  words: "Mute Ada",
  method: "PATCH",
  path: "/v1/conferences/a/members/m",
  body: { muted: true },
} as const;

/** How a wish stands once the API has answered so. */
async function standing(...answers: Response[]): Promise<[state: string, tone: string]> {
  const client = new Api({ token: "t", fetch: () => Promise.resolve(answers.shift() ?? json(500, { code: "x" })) });
  let outcome = { command: null, refused: null, isUnanswered: false, done: null } as unknown as Outcome;
  await ask(client, wish, (news) => (outcome = { ...outcome, ...news }));
  return [stateOf(outcome), toneOf(outcome)];
}

test("what the API refuses is refused", async () => {
  expect(await standing(json(409, { code: "wrong_state" }))).toEqual(["refused", "bad"]);
});

test("what was taken and cannot be followed is not refused: it may have been done", async () => {
  const taken = () => json(202, { id: "c-1", kind: "mute", state: "queued", steps: [] });

  expect(await standing(taken(), json(401, { code: "invalid_token" }))).toEqual([
    "no answer: it may have been done",
    "warn",
  ]);
});

test("a command whose end was seen has it", async () => {
  const taken = json(202, { id: "c-1", kind: "mute", state: "confirmed", steps: [] });

  expect(await standing(taken)).toEqual(["done, and seen", "good"]);
});
