/** What a caller's own line is like, of two looks at the browser's statistics. */

export interface Line {
  /** The larger share that is lost, of what is sent and of what is received: 0 to 1. */
  loss: number;
  /** There and back; null before it is known. */
  roundTripMilliseconds: number | null;
  /** What the browser thinks that it may send, in bits a second; null where it does not say. */
  sendableBits: number | null;
  is: "good" | "fair" | "poor";
}

/** What is read of a connection's statistics at one moment. */
export interface Look {
  received: number;
  lost: number;
  /** Of what was sent lately, as the other side says: 0 to 1. */
  sentLoss: number;
  roundTripSeconds: number | null;
  sendableBits: number | null;
}

interface Entry {
  type: string;
  kind?: string;
  packetsReceived?: number;
  packetsLost?: number;
  fractionLost?: number;
  nominated?: boolean;
  state?: string;
  currentRoundTripTime?: number;
  availableOutgoingBitrate?: number;
}

/** Sums up a report of `RTCPeerConnection.getStats()`. */
export function lookAt(report: Iterable<unknown>): Look {
  const look: Look = { received: 0, lost: 0, sentLoss: 0, roundTripSeconds: null, sendableBits: null };
  for (const entry of report as Iterable<Entry>) {
    if (entry.type === "inbound-rtp") {
      look.received += entry.packetsReceived ?? 0;
      look.lost += Math.max(0, entry.packetsLost ?? 0);
    }
    if (entry.type === "remote-inbound-rtp") look.sentLoss = Math.max(look.sentLoss, entry.fractionLost ?? 0);
    if (entry.type === "candidate-pair" && entry.nominated && entry.state === "succeeded") {
      look.roundTripSeconds = entry.currentRoundTripTime ?? null;
      look.sendableBits = entry.availableOutgoingBitrate ?? null;
    }
  }
  return look;
}

// Opus hides a loss of 2 %; from 8 % on words are missed.
const FAIR = { loss: 0.02, roundTripMilliseconds: 250 };
const POOR = { loss: 0.08, roundTripMilliseconds: 600 };
/** Sound takes about 60 kbit/s with its headers, and a picture that is worth it twice that. */
export const LITTLE_BITS = 180_000;

export function lineOf(before: Look, now: Look): Line {
  const received = Math.max(0, now.received - before.received);
  const lost = Math.max(0, now.lost - before.lost);
  const loss = Math.max(received + lost > 0 ? lost / (received + lost) : 0, now.sentLoss);
  const roundTripMilliseconds = now.roundTripSeconds === null ? null : Math.round(now.roundTripSeconds * 1000);
  const beyond = (limit: typeof FAIR) =>
    loss >= limit.loss || (roundTripMilliseconds ?? 0) >= limit.roundTripMilliseconds;
  const is = beyond(POOR) ? "poor" : beyond(FAIR) ? "fair" : "good";
  return { loss, roundTripMilliseconds, sendableBits: now.sendableBits, is };
}

/** Whether the picture has to step back so that the sound arrives. */
export const isNarrow = ({ is, loss, sendableBits }: Line): boolean =>
  (is === "poor" && loss >= POOR.loss) || (sendableBits !== null && sendableBits < LITTLE_BITS);
