/** What is around the picture is of the meeting that is followed now. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { meeting } from "../../../../clients/typescript/tests/conference";
import { House } from "../../../../clients/typescript/tests/live/sockets";
import type { Access } from "../../../call/meeting/access";
import type { Meeting } from "../../../call/meeting/use_meeting";
import { useMeeting } from "../../../call/meeting/use_meeting";
import { tokenFor } from "../../api_stand_in";
import { running } from "../../running_hook";

let house: House;

beforeEach(() => {
  house = new House();
  const opening = function () {
    return house.opening();
  };
  const answered = (body: object) => Promise.resolve(new Response(JSON.stringify(body)));
  vi.stubGlobal("WebSocket", opening);
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  vi.stubGlobal("fetch", (where: string) =>
    answered(
      where.endsWith("/v1/live") ? { url: "ws://here/live?ticket=t", expires_at: "" } : { items: [], next: null },
    ),
  );
});

afterEach(() => vi.unstubAllGlobals());

const accessTo = (conference: string): Access => ({
  token: tokenFor(["view"], "1001", [conference]),
  claims: null,
  conference,
});

test("the next meeting begins without anybody of the one before", async () => {
  house.feed.hold(meeting());
  house.feed.hold({ ...meeting(), name: "other" });
  /** Whose people were shown, from the beginning. */
  const shown: (string | undefined)[] = [];
  const page = await running<Access | null, Meeting | null>((access) => {
    const found = useMeeting(access);
    shown.push(found?.watched?.conference?.name);
    return found;
  }, accessTo("internal"));
  const shows = (name: string) =>
    vi.waitFor(async () => {
      await page.doing(() => undefined);
      expect(shown.at(-1)).toBe(name);
    });
  await shows("internal");
  await page.give(null);
  shown.length = 0;
  await page.give(accessTo("other"));
  await shows("other");
  await page.end();

  expect(shown).not.toContain("internal");
});
