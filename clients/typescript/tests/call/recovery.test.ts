/** Sound and picture come back: by another way for the same call, and if that does not help, by the call once more. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Recovery } from "../../src/call/recovery.ts";

const ANSWER_MILLISECONDS = 50;

class Peer extends EventTarget {
  iceConnectionState = "connected";
  become(state: string): void {
    this.iceConnectionState = state;
    this.dispatchEvent(new Event("iceconnectionstatechange"));
  }
}

let restarts: number;
let calls: number;
let broken: boolean[];
/** Whether there is a socket to ask through, and whether the server answers on it. */
let reachable: boolean;
let answers: boolean;
let sockets: number;
let peer: Peer;
let recovery: Recovery;

const follow = () => {
  peer = new Peer();
  recovery.follow(peer as unknown as RTCPeerConnection);
};

beforeEach(() => {
  vi.useFakeTimers();
  [restarts, calls, broken, reachable, answers, sockets] = [0, 0, [], true, true, 1];
  recovery = new Recovery({
    ask: () => {
      // Never before whoever asks goes on.
      if (reachable && answers) setTimeout(() => recovery.serverIsBack(), ANSWER_MILLISECONDS);
      return reachable;
    },
    reconnect: () => (sockets += 1),
    restart: () => {
      restarts += Number(reachable);
      return reachable;
    },
    callAgain: () => {
      calls += 1;
      follow();
    },
    tell: (is) => broken.push(is),
  });
  follow();
});

afterEach(() => {
  recovery.end();
  vi.useRealTimers();
});

test("a short interruption is told and nothing is done", () => {
  peer.become("disconnected");
  vi.advanceTimersByTime(1_500);
  peer.become("connected");
  vi.advanceTimersByTime(60_000);

  expect([broken, restarts, calls]).toEqual([[true, false], 0, 0]);
});

test("a longer one asks for another way, until there is one", () => {
  peer.become("disconnected");
  vi.advanceTimersByTime(2_500);
  expect(restarts).toBe(1);
  vi.advanceTimersByTime(5_000);
  expect(restarts).toBe(2);
  peer.become("completed");
  vi.advanceTimersByTime(60_000);

  expect([restarts, calls, broken.at(-1)]).toEqual([2, 0, false]);
});

test("what has failed asks at once, and after four tries the call is made again, once", () => {
  peer.become("failed");
  vi.advanceTimersByTime(ANSWER_MILLISECONDS);
  expect(restarts).toBe(1);
  vi.advanceTimersByTime(20_000);
  expect([restarts, calls]).toEqual([4, 1]);
  peer.become("failed");
  vi.advanceTimersByTime(60_000);

  expect(calls).toBe(1);
});

test("while the server cannot be reached no try counts, and when it is back the way is asked for at once", () => {
  reachable = false;
  peer.become("failed");
  vi.advanceTimersByTime(120_000);
  expect([restarts, calls]).toEqual([0, 0]);
  reachable = true;
  recovery.serverIsBack();

  expect(restarts).toBe(1);
});

test("a socket on which nobody answers is changed for another, again and again, until somebody does", () => {
  answers = false;
  peer.become("disconnected");
  vi.advanceTimersByTime(1_500);
  expect(sockets).toBe(1);
  vi.advanceTimersByTime(1_000);
  expect([sockets, restarts]).toEqual([2, 0]);
  vi.advanceTimersByTime(4_000);
  expect([sockets, restarts]).toEqual([3, 0]);
  recovery.serverIsBack();

  expect([sockets, restarts, calls]).toEqual([3, 1, 0]);
});

test("what was answered before the way was lost says nothing", () => {
  recovery.serverIsBack();
  answers = false;
  peer.become("failed");
  vi.advanceTimersByTime(2_500);

  expect([sockets, restarts]).toEqual([2, 0]);
});

test("a switch that refuses another way is called again", () => {
  peer.become("failed");
  expect(recovery.isBusy).toBe(true);
  recovery.refused();

  expect(calls).toBe(1);
});

test("what an earlier connection still says counts no more", () => {
  const old = peer;
  follow();
  old.become("failed");
  vi.advanceTimersByTime(60_000);

  expect([restarts, broken]).toEqual([0, []]);
});
