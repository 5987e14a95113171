/** The screen stays on while a call is shown, and no longer; a browser that cannot do that is none the worse. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useWakeLock } from "../../../call/line/use_wake_lock";
import { running } from "../../running_hook";
import type { Running } from "../../running_hook";

/** A screen as the browser has it: it lets go of every lock when the page is hidden. */
class Screen {
  readonly page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  readonly asked: string[] = [];
  refuses = false;
  /** When the browser answers. */
  answers: Promise<unknown> = Promise.resolve();
  held = 0;

  readonly request = async (kind: string) => {
    this.asked.push(kind);
    await this.answers;
    if (this.refuses || this.page.visibilityState !== "visible") throw new DOMException("no", "NotAllowedError");
    this.held += 1;
    let isHeld = true;
    const letGo = () => {
      if (isHeld) this.held -= 1;
      isHeld = false;
    };
    this.page.addEventListener("visibilitychange", () => {
      if (this.page.visibilityState === "hidden") letGo();
    });
    const release = () => {
      letGo();
      return Promise.resolve();
    };
    return { release };
  };

  become(visibilityState: "visible" | "hidden"): void {
    this.page.visibilityState = visibilityState;
    this.page.dispatchEvent(new Event("visibilitychange"));
  }
}

let screen: Screen;
let call: Running<null, null> | null;

const begin = async () => {
  const held = () => {
    useWakeLock();
    return null;
  };
  call = await running<null, null>(held, null);
  await call.doing(() => undefined);
};
const become = (state: "visible" | "hidden") => call!.doing(() => screen.become(state));
const end = async () => {
  await call!.end();
  call = null;
};

beforeEach(() => {
  screen = new Screen();
  call = null;
  vi.stubGlobal("document", screen.page);
  vi.stubGlobal("navigator", { wakeLock: { request: screen.request } });
});

afterEach(async () => {
  await call?.end();
  vi.unstubAllGlobals();
});

test("it is asked for when the call begins, and let go when it ends", async () => {
  await begin();
  expect([screen.asked, screen.held]).toEqual([["screen"], 1]);
  await end();

  expect(screen.held).toBe(0);
});

test("it is asked for again whenever the page is seen again, and one is held then", async () => {
  await begin();
  await become("hidden");
  expect([screen.asked.length, screen.held]).toEqual([1, 0]);
  await become("visible");
  await become("hidden");
  await become("visible");
  expect([screen.asked.length, screen.held]).toEqual([3, 1]);
  await end();

  expect(screen.held).toBe(0);
});

test("after the call nothing is asked for, whatever the page does", async () => {
  await begin();
  await end();
  screen.become("hidden");
  screen.become("visible");

  expect([screen.asked.length, screen.held]).toEqual([1, 0]);
});

test("a call that begins while nobody looks asks when somebody does", async () => {
  screen.page.visibilityState = "hidden";
  await begin();
  expect(screen.asked).toEqual([]);
  await become("visible");

  expect(screen.held).toBe(1);
});

test("what the browser gives when the call is over is let go at once", async () => {
  let answer: () => void = () => undefined;
  screen.answers = new Promise<void>((done) => (answer = done));
  await begin();
  await end();
  answer();
  await vi.waitFor(() => expect(screen.held).toBe(0));
  await new Promise((done) => setImmediate(done));

  expect([screen.asked.length, screen.held]).toEqual([1, 0]);
});

test("a browser that refuses it is asked again when the page is seen again", async () => {
  screen.refuses = true;
  await begin();
  await become("hidden");
  screen.refuses = false;
  await become("visible");

  expect([screen.asked.length, screen.held]).toEqual([2, 1]);
});

test("a browser that has none does without", async () => {
  vi.stubGlobal("navigator", {});
  await begin();
  await become("hidden");
  await become("visible");
  await end();

  expect(screen.held).toBe(0);
});
