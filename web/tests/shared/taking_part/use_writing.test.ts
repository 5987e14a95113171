/** What is being written is kept until it has arrived, and arrives once. */

import { beforeEach, expect, test } from "vitest";
import { Problem } from "freeswitch-functions-client";
import type { Chat } from "freeswitch-functions-client";
import { useWriting } from "../../../shared/taking_part/use_writing";
import type { Writing } from "../../../shared/taking_part/use_writing";
import { running } from "../../running_hook";
import type { Running } from "../../running_hook";

let said: { text: string; id: string }[];
let arrive: () => void;
let fail: () => void;
let chat: Chat;
let writer: Running<Chat | null, Writing>;

beforeEach(async () => {
  said = [];
  chat = {
    say: (text: string, id: string) => {
      said.push({ text, id });
      return new Promise<void>((found, failed) => {
        arrive = found;
        fail = () => failed(new Problem(0));
      });
    },
  } as unknown as Chat;
  writer = await running<Chat | null, Writing>(useWriting, chat);
});

const write = (text: string) => writer.doing(() => writer.now.write(text));
const send = () => writer.doing(() => void writer.now.send());

test("what was not answered is sent again as the same message, and stays until it has arrived", async () => {
  await write(" Hello ");
  await send();
  await writer.doing(() => fail());
  expect([writer.now.text, writer.now.failure === null]).toEqual([" Hello ", false]);
  await send();
  await writer.doing(() => arrive());

  expect(said[1]).toEqual({ text: "Hello", id: said[0]!.id });
  expect([writer.now.text, writer.now.failure]).toEqual(["", null]);
});

test("what is written while the one before is on its way stays", async () => {
  await write("one");
  await send();
  await write("two");
  await writer.doing(() => arrive());

  expect([writer.now.text, said.length]).toEqual(["two", 1]);
});

test("without a connection what is written waits for one", async () => {
  await writer.give(null);
  await write("Hello");
  await send();
  expect([said, writer.now.isReady]).toEqual([[], false]);
  await writer.give(chat);
  await send();

  expect(said).toMatchObject([{ text: "Hello" }]);
});

test("nothing is no message", async () => {
  await write(" \n ");
  await send();

  expect([said, writer.now.isReady]).toEqual([[], false]);
});
