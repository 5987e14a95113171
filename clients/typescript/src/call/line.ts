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
  id?: string;
  type: string;
  kind?: string;
  packetsReceived?: number;
  packetsLost?: number;
  fractionLost?: number;
  nominated?: boolean;
  state?: string;
  /** Firefox's word for the pair that is used. */
  selected?: boolean;
  currentRoundTripTime?: number;
  availableOutgoingBitrate?: number;
  /** Of what was sent, as the other side's reports tell it. */
  roundTripTime?: number;
  /** Of a transport: the pair that is used. */
  selectedCandidatePairId?: string;
}

const known = (values: (number | undefined)[]): number[] => values.filter((value) => value !== undefined);
const largest = (values: number[]): number | null => (values.length > 0 ? Math.max(...values) : null);

/** Those that are used: after another way was found, those of before are still reported as good. */
function waysIn(entries: Entry[]): Entry[] {
  const chosen = new Set(entries.map(({ selectedCandidatePairId: id }) => id).filter((id) => id !== undefined));
  const isChosen = (id = "") => chosen.size === 0 || chosen.has(id);
  const pairs = entries.filter(({ type, id }) => type === "candidate-pair" && isChosen(id));
  return pairs.filter(({ nominated, state, selected }) => nominated && state === "succeeded" && selected !== false);
}

/** Sums up a report of `RTCPeerConnection.getStats()`. Sound and picture may have a way each (docs/clients.md): the worse one counts. */
export function lookAt(report: Iterable<unknown>): Look {
  const entries = [...(report as Iterable<Entry>)];
  const of = (type: string) => entries.filter((entry) => entry.type === type);
  const ways = waysIn(entries);
  const bits = known(ways.map(({ availableOutgoingBitrate }) => availableOutgoingBitrate));
  const reports = of("remote-inbound-rtp");
  return {
    received: of("inbound-rtp").reduce((sum, { packetsReceived = 0 }) => sum + packetsReceived, 0),
    lost: of("inbound-rtp").reduce((sum, { packetsLost = 0 }) => sum + Math.max(0, packetsLost), 0),
    sentLoss: Math.max(0, ...known(reports.map(({ fractionLost }) => fractionLost))),
    // Not every browser measures its ways.
    roundTripSeconds:
      largest(known(ways.map(({ currentRoundTripTime }) => currentRoundTripTime))) ??
      largest(known(reports.map(({ roundTripTime }) => roundTripTime))),
    sendableBits: bits.length > 0 ? Math.min(...bits) : null,
  };
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
