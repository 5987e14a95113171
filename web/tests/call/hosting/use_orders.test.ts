/** What a host has ordered goes on, and is told, whether or not its buttons are shown. */

import { beforeEach, expect, test } from "vitest";
import { Problem } from "freeswitch-functions-client";
import type { Api, Command } from "freeswitch-functions-client";
import { useOrders } from "../../../call/hosting/use_orders";
import type { Orders } from "../../../call/hosting/use_orders";
import { running } from "../../running_hook";
import type { Running } from "../../running_hook";

const command = (state: Command["state"], detail: string | null = null) => ({ state, detail, reason: null }) as Command;
/** Of a meeting in which every command that waits has ended so. */
const apiOf = (state: Command["state"]) =>
  ({ outcome: () => Promise.resolve(command(state, "why")) }) as unknown as Api;

const first = apiOf("confirmed");
let host: Running<Api, Orders | null>;
let answer: (given: Command | Problem) => void;
let ordered: number;

const lock = () => host.now!.of("meeting");
const order = () => {
  ordered += 1;
  return new Promise<Command>((found, failed) => {
    answer = (given) => (given instanceof Problem ? failed(given) : found(given));
  });
};

beforeEach(async () => {
  ordered = 0;
  host = await running<Api, Orders | null>(useOrders, first);
});

test("one that is under way is so for whoever looks again, and is not given twice", async () => {
  await host.doing(() => void lock().give(order));
  expect([lock().isBusy, host.now!.of("somebody").isBusy]).toEqual([true, false]);
  await host.doing(() => void lock().give(order));
  await host.doing(() => answer(command("running")));

  expect([ordered, lock().isBusy, lock().failure]).toEqual([1, false, null]);
});

test("why one was not done is told to whoever looks again, until the next about the same", async () => {
  await host.doing(() => void lock().give(order));
  await host.doing(() => answer(command("failed", "nobody is there")));
  expect(lock().failure).toMatchObject({ hint: "nobody is there" });
  expect(host.now!.of("somebody").failure).toBeNull();
  await host.doing(() => void lock().give(order));
  expect(lock().failure).toBeNull();
  await host.doing(() => answer(new Problem(0)));

  expect(lock().failure).not.toBeNull();
});

test("of the meeting before nothing is under way in the next, and its late answer says nothing", async () => {
  await host.doing(() => void lock().give(order));
  const late = answer;
  await host.give(apiOf("confirmed"));
  expect(lock().isBusy).toBe(false);
  await host.doing(() => void lock().give(order));
  await host.doing(() => late(command("failed")));

  expect([ordered, lock().isBusy, lock().failure]).toEqual([2, true, null]);
});
