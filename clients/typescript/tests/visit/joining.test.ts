/** However often somebody clicks, there is one question for camera and microphone, and one call; nothing stays open. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Visit } from "../../src/visit/visit.ts";
import type { Stage } from "../../src/call/shapes.ts";
import type { Over } from "../../src/visit/shapes.ts";
import { agents, Line, stream, Track } from "../call/line_in_memory.ts";
import { ENTRANCE, tokenOf } from "../entry/told.ts";

let visit: Visit;
/** What a page does when it is told. */
let moved: (stage: Stage) => void;
let over: Over[];
let camera: Track;
let questions: number;
let allow: () => void;
let refuse: (error: Error) => void;

/** As the browser does. */
const ask = () =>
  new Promise<MediaStream>((found, failed) => {
    questions += 1;
    allow = () => found(stream(camera));
    refuse = failed;
  });

/** Where the conference is now is asked for before each call. */
const asked = () => new Promise((done) => setTimeout(done, 0));

beforeEach(async () => {
  vi.stubGlobal("MediaStream", Line);
  agents().length = 0;
  over = [];
  moved = () => undefined;
  questions = 0;
  camera = new Track("video", "camera");
  const body = JSON.stringify({ ...ENTRANCE, token: tokenOf("entry-1", []) });
  const kept = { getItem: () => null, setItem: () => undefined } as unknown as Storage;
  visit = await Visit.open(
    "AbC",
    { over: (one) => over.push(one), stage: (stage) => moved(stage) },
    { jssip: Line, storage: { local: kept, session: kept }, fetch: () => Promise.resolve(new Response(body)) },
  );
});

afterEach(() => {
  visit.leave();
  vi.unstubAllGlobals();
});

test("two clicks are one call", async () => {
  const clicks = [visit.joinWith(ask), visit.joinWith(ask)];
  allow();
  await Promise.all(clicks);
  await asked();
  await visit.joinWith(ask);
  visit.join(stream());

  expect([questions, agents().length, agents()[0]!.stopped]).toEqual([1, 1, false]);
  expect(over).toEqual([]);
});

test("what is allowed when one has left makes no call, and is closed at once", async () => {
  const click = visit.joinWith(ask);
  visit.leave();
  allow();
  await click;

  expect([agents().length, camera.isOpen]).toEqual([0, false]);
});

test("who leaves and clicks again is asked again, and the first answer makes no call", async () => {
  const first = visit.joinWith(ask);
  const late = allow;
  const before = camera;
  visit.leave();
  camera = new Track("video", "second camera");
  const second = visit.joinWith(ask);
  allow();
  await second;
  camera = before;
  late();
  await first;
  await asked();

  expect([questions, agents().length, before.isOpen]).toEqual([2, 1, false]);
});

test("what was opened for a call is closed with it", async () => {
  const click = visit.joinWith(ask);
  allow();
  await click;
  await asked();
  agents()[0]!.answer().hangUp();

  expect(camera.isOpen).toBe(false);
  expect(over).toMatchObject([{ failure: { step: "talking" } }]);
});

test("whoever is refused is told so, and may click again", async () => {
  const click = visit.joinWith(ask);
  refuse(new Error("no camera"));
  await expect(click).rejects.toThrow("no camera");
  const next = visit.joinWith(ask);
  allow();
  await next;
  await asked();

  expect([questions, agents().length]).toEqual([2, 1]);
});

test("a page that calls again as soon as it is told of the end is in that call, and is told of no end of it", async () => {
  visit.join(stream());
  await asked();
  moved = ({ name }) => {
    moved = () => undefined;
    if (name === "idle") visit.join(stream());
  };
  visit.leave();
  await asked();

  expect([agents().length, agents()[1]?.stopped, over]).toEqual([2, false, []]);
});
