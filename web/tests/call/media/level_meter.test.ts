/** The bar of the microphone. */

import { afterEach, expect, test, vi } from "vitest";
import { loudness, runFromTheFirstClick } from "../../../call/media/level_meter";

afterEach(() => vi.unstubAllGlobals());

test("silence is nothing and full scale is the end of the bar", () => {
  expect(loudness(new Uint8Array(512).fill(128))).toBe(0);
  expect(loudness(new Uint8Array(512).map((_, index) => (index % 2 ? 255 : 0)))).toBe(1);
});

test.each(["pointerdown", "keydown"])("a context that the browser has held up runs from the first %s on", (event) => {
  const page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  const resume = vi.fn(() => Promise.resolve());
  const context = { state: "suspended" as AudioContextState, resume };
  const waitNoMore = runFromTheFirstClick(context);
  expect(resume).not.toHaveBeenCalled();
  page.dispatchEvent(new Event(event));
  expect(resume).toHaveBeenCalledTimes(1);
  context.state = "running";
  page.dispatchEvent(new Event(event));
  waitNoMore();
  context.state = "suspended";
  page.dispatchEvent(new Event(event));

  expect(resume).toHaveBeenCalledTimes(1);
});
