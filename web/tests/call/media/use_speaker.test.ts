/** The speaker that is chosen last is the one that is heard. */

import { expect, test } from "vitest";
import { useSpeaker } from "../../../call/media/use_speaker";
import { running } from "../../running_hook";

test("of two that are chosen one after the other the browser is asked in turn, and the last one is said", async () => {
  const begun: { id: string; done: () => void }[] = [];
  const setSinkId = (id: string) => new Promise<void>((done) => begun.push({ id, done }));
  const video = { current: { setSinkId } as unknown as HTMLVideoElement };
  const page = await running(() => useSpeaker(video), null);
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
