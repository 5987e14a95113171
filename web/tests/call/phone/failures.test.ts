/** Every refusal has words, and no two mean the same thing in different ways. */

import { describe, expect, test } from "vitest";
import { callFailure, connectionFailure, endedByOtherSide, registrationFailure } from "../../../call/phone/failures";

describe("signing in", () => {
  test.each([401, 403, 407])("%i is about user or password", (status) => {
    expect(registrationFailure({ status }).title).toBe("The server refused this user or password");
  });

  test("a second challenge is about the password too", () => {
    expect(registrationFailure({ cause: "Authentication Error" }).title).toContain("password");
  });

  test("an unexpected answer is named", () => {
    expect(registrationFailure({ status: 503 }).title).toContain("503");
  });

  test("no answer says so", () => {
    expect(registrationFailure({ cause: "Request Timeout" }).title).toContain("did not answer");
  });
});

describe("calling", () => {
  test.each([
    [404, "Nobody has this number"],
    [486, "The line is busy"],
    [600, "The line is busy"],
    [480, "Nobody is reachable"],
    [403, "You may not call"],
    [488, "share no sound or picture"],
    [503, "The server cannot take the call now (it answered 503)"],
    [499, "The call failed (it answered 499)"],
  ])("%i says: %s", (status, words) => {
    expect(callFailure({ status }).title).toContain(words);
  });

  test("a browser's own trouble is told without a status", () => {
    expect(callFailure({ cause: "WebRTC Error" }).title).toContain("browser could not");
  });

  test("something unheard of still is a sentence", () => {
    expect(callFailure({ cause: "Gone Fishing" }).title).toBe("The call failed");
  });
});

test("a hang-up is not called a failure, a lost line is explained", () => {
  expect(endedByOtherSide({ cause: "Terminated" }).title).toBe("The server ended the call");
  expect(endedByOtherSide({ cause: "Terminated", said: "not_open" }).title).toContain("not open at this time");
  expect(endedByOtherSide({ cause: "Terminated", said: "constructor" }).title).toBe("The server ended the call");
  expect(endedByOtherSide({ cause: "Terminated", said: "refused" }).title).toContain("not let into");
  expect(endedByOtherSide({ cause: "RTP Timeout" }).title).toContain("No sound or picture arrived");
});

test("who was not let in reads why, in whatever script, and nothing where it cannot be read", () => {
  const why = (words: string) => endedByOtherSide({ cause: "Terminated", said: "refused", words }).hint;

  expect(why(Buffer.from("Später, 请稍候 🙂").toString("base64url"))).toBe("Später, 请稍候 🙂");
  expect(why("!!")).toBe("");
  expect(why("_w")).toBe("");
});

test("an unreachable server is named", () => {
  expect(connectionFailure("wss://sip.example.com/").title).toContain("wss://sip.example.com/");
});

test("without a server on this machine a newcomer reads why, elsewhere that a certificate is needed", () => {
  expect(connectionFailure("ws://127.0.0.1:5066/").hint).toContain("stand-in");
  expect(connectionFailure("wss://sip.example.com/").hint).toContain("certificate");
});
