/** A phone over the line in memory, with time that a test moves: its set-up and its end, for tests of a call. */

import { vi } from "vitest";
import { Phone } from "../../src/call/phone.ts";
import type { SipWish, Stage } from "../../src/call/shapes.ts";
import { agents, Line } from "./line_in_memory.ts";

export const sipAt = (address: string): SipWish => ({
  ...{ address, uri: "sip:1000@example.com", authorizationUser: "1000" },
  ...{ password: "secret", target: "sip:999@example.com" },
});
export const SIP = sipAt("wss://sip.example.com/");

export interface PhoneInMemory {
  phone: Phone;
  /** Every stage that the phone told, in order. */
  stages: Stage[];
}

export interface PhoneWish {
  /** Where time stands, as an ISO date; without it, where it is. */
  now?: string;
  onStage?: (stage: Stage) => void;
  onConference?: (conference: MediaStream) => void;
}

export function phoneInMemory({ now, onStage, onConference }: PhoneWish = {}): PhoneInMemory {
  vi.useFakeTimers(now === undefined ? {} : { now: Date.parse(now) });
  vi.stubGlobal("MediaStream", Line);
  agents().length = 0;
  const stages: Stage[] = [];
  const hear = (stage: Stage) => {
    stages.push(stage);
    onStage?.(stage);
  };
  return { phone: new Phone(Line, hear, (conference) => onConference?.(conference)), stages };
}

export function endPhone(phone: Phone): void {
  phone.leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
}
