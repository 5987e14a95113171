/** A page that goes away takes its call with it. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whenPageGoes } from "../../src/call/page_goes.ts";
import { Phone } from "../../src/call/phone.ts";
import { agents, Line, stream } from "./line_in_memory.ts";
import { SIP } from "./phone_in_memory.ts";

let tab: EventTarget;
let stages: string[];

const goes = (event: string) => tab.dispatchEvent(new Event(event));

beforeEach(() => {
  tab = new EventTarget();
  stages = [];
  agents().length = 0;
  vi.stubGlobal("MediaStream", Line);
  vi.stubGlobal("addEventListener", tab.addEventListener.bind(tab));
  vi.stubGlobal("removeEventListener", tab.removeEventListener.bind(tab));
});

afterEach(() => vi.unstubAllGlobals());

function calling(): Phone {
  const phone = new Phone(
    Line,
    ({ name }) => stages.push(name),
    () => undefined,
  );
  phone.join(SIP, stream());
  return phone;
}

test.each(["beforeunload", "pagehide"])("at %s the call is over, and once only", (event) => {
  const phone = calling();
  agents()[0]!.answer();
  goes(event);
  goes("pagehide");

  expect([agents()[0]!.stopped, stages.filter((name) => name === "idle")]).toEqual([true, ["idle"]]);
  phone.leave();
});

test("an attempt is given up, too, and a page that stays after all can call again", () => {
  const phone = calling();
  goes("beforeunload");
  phone.join(SIP, stream());
  agents()[1]!.answer();
  expect(stages.at(-1)).toBe("talking");
  goes("pagehide");

  expect(agents().map(({ stopped }) => stopped)).toEqual([true, true]);
});

test("who has left is asked no more", () => {
  const leave = vi.fn();
  whenPageGoes(leave)();
  goes("pagehide");

  expect(leave).not.toHaveBeenCalled();
});

test("a program without a page has nothing that goes", () => {
  vi.stubGlobal("addEventListener", undefined);

  expect(() => whenPageGoes(() => undefined)()).not.toThrow();
});
