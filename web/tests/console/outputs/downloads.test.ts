/** The file of a recording: by a signed link, from the API with the token, or not at all. */

import { expect, test } from "vitest";
import { Api } from "freeswitch-functions-client";
import { download, fileName } from "../../../console/outputs/downloads";
import { AT, recording } from "../../conference_stand_in";

async function saved(url: string | null) {
  const asked: string[] = [];
  const saves: string[] = [];
  const answer = (where: string) => {
    asked.push(where);
    return Promise.resolve(where.endsWith("/file") ? new Response("film") : new Response(JSON.stringify({ url })));
  };
  const client = new Api({ token: "a.b.c", fetch: answer });
  const found = await download(client, "room", recording("7"), (address, name) => void saves.push(address, name));
  return { asked, saves, found };
}

const WHERE = "/v1/conferences/room/recordings/7";
const NAME = fileName("room", recording("7"));

test("a signed link is opened as it is, without the token", async () => {
  const link = "https://bucket.example.com/7.mp4?signature=x";

  expect(await saved(link)).toEqual({ asked: [WHERE], saves: [link, NAME], found: true });
});

test("the API's own file is fetched with the token and saved", async () => {
  const { asked, saves, found } = await saved(`${WHERE}/file`);

  expect([asked, found]).toEqual([[WHERE, `${WHERE}/file`], true]);
  expect(saves).toEqual([expect.stringMatching(/^blob:/), NAME]);
});

test.each([null, "//elsewhere.example.com/v1/7", "javascript:alert(1)", "data:,x"])(
  "nothing is asked of %s",
  async (url) => {
    expect(await saved(url)).toEqual({ asked: [WHERE], saves: [], found: false });
  },
);

test("the file is named after the recording, or after the conference and the time", () => {
  expect(fileName("room", recording("7", { name: "board", format: "mkv" }))).toBe("board.mkv");
  expect(fileName("room", recording("7", { started_at: AT }))).toBe("room-2026-11-23-1000.mp4");
});
