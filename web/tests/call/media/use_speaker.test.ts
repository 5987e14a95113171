/** The speaker that is chosen last is the one that is heard, as long as it is plugged in. */

import { expect, test } from "vitest";
import { useSpeaker } from "../../../call/media/use_speaker";
import { running } from "../../running_hook";

const plugged = (...ids: string[]) => ids.map((deviceId) => ({ deviceId }) as MediaDeviceInfo);

test("of two that are chosen one after the other the browser is asked in turn, and the last one is said", async () => {
  const begun: { id: string; done: () => void }[] = [];
  const setSinkId = (id: string) => new Promise<void>((done) => begun.push({ id, done }));
  const video = { current: { setSinkId } as unknown as HTMLVideoElement };
  const speakers = plugged("first", "second");
  const page = await running(() => useSpeaker(video, speakers), null);
  await page.doing(() => {
    page.now[1]("first");
    page.now[1]("second");
  });
  expect(begun.map(({ id }) => id)).toEqual(["first"]);
  await page.doing(() => begun[0]!.done());
  await page.doing(() => begun[1]!.done());

  expect(page.now[0]).toBe("second");
  await page.end();
});

test("a speaker that is unplugged gives way to the browser's choice, and is heard again when it is plugged in", async () => {
  const heard: string[] = [];
  const setSinkId = (id: string) => Promise.resolve(heard.push(id));
  const video = { current: { setSinkId } as unknown as HTMLVideoElement };
  const page = await running((speakers: MediaDeviceInfo[]) => useSpeaker(video, speakers), plugged("a", "b"));
  await page.doing(() => page.now[1]("b"));
  await page.give(plugged("a"));
  await page.doing(() => undefined);
  expect([page.now[0], heard]).toEqual(["", ["b", ""]]);
  await page.give(plugged("a", "b"));
  await page.doing(() => undefined);
  await page.give(plugged("a", "b", "c"));
  await page.doing(() => undefined);

  expect([page.now[0], heard]).toEqual(["b", ["b", "", "b"]]);
  await page.end();
});
