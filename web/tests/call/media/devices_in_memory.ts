/** Cameras, microphones and screens that open when a test says so, and a phone that sends what they give. */

import { vi } from "vitest";
import type { Phone } from "freeswitch-functions-client";

type Kind = "audio" | "video";

export class Track extends EventTarget {
  enabled = true;
  isOpen = true;
  constructor(
    readonly kind: Kind,
    readonly name: string,
  ) {
    super();
  }
  stop(): void {
    this.isOpen = false;
  }
}

export class Stream {
  constructor(private readonly tracks: Track[] = []) {}
  addTrack = (track: Track): void => void this.tracks.push(track);
  getTracks = (): Track[] => this.tracks;
  getAudioTracks = (): Track[] => this.tracks.filter(({ kind }) => kind === "audio");
  getVideoTracks = (): Track[] => this.tracks.filter(({ kind }) => kind === "video");
}

export const asStream = (...tracks: Track[]): MediaStream => new Stream(tracks) as unknown as MediaStream;

/** A promise that somebody else keeps. */
class Awaited<Value> {
  readonly promise: Promise<Value>;
  keep!: (value: Value) => void;
  fail!: (error: Error) => void;
  constructor() {
    this.promise = new Promise((keep, fail) => {
      this.keep = keep;
      this.fail = fail;
    });
  }
}

interface Question {
  wanted: { kind: Kind; name: string }[];
  answer: Awaited<MediaStream>;
}

/** Asks nobody: `allow` and `refuse` answer the oldest question that is open. */
export class DevicesInMemory {
  /** Everything that was ever opened. */
  readonly opened: Track[] = [];
  /** When the browser tells which devices there are. */
  listed: Promise<unknown> = Promise.resolve();
  private readonly asked: Question[] = [];

  get questions(): number {
    return this.asked.length;
  }

  get open(): string[] {
    return this.opened.filter(({ isOpen }) => isOpen).map(({ name }) => name);
  }

  addEventListener = (): void => undefined;
  removeEventListener = (): void => undefined;
  enumerateDevices = (): Promise<MediaDeviceInfo[]> => this.listed.then(() => []);

  getUserMedia = ({ audio, video }: MediaStreamConstraints): Promise<MediaStream> => {
    const named = (wanted: unknown, usual: string) =>
      (wanted as { deviceId?: { exact: string } }).deviceId?.exact ?? usual;
    return this.ask([
      ...(audio ? [{ kind: "audio" as const, name: named(audio, "a microphone") }] : []),
      ...(video ? [{ kind: "video" as const, name: named(video, "a camera") }] : []),
    ]);
  };

  getDisplayMedia = (): Promise<MediaStream> => this.ask([{ kind: "video", name: "a screen" }]);

  /** Of a question for both it is the microphone that is returned. */
  allow(): Track {
    const { wanted, answer } = this.asked.shift()!;
    const tracks = wanted.map(({ kind, name }) => new Track(kind, name));
    this.opened.push(...tracks);
    answer.keep(asStream(...tracks));
    return tracks[0]!;
  }

  refuse(name: string): void {
    this.asked.shift()!.answer.fail(new DOMException("no", name));
  }

  private ask(wanted: Question["wanted"]): Promise<MediaStream> {
    const answer = new Awaited<MediaStream>();
    this.asked.push({ wanted, answer });
    return answer.promise;
  }
}

/** Sends what it is given; `slow` waits for `send` with that, as the browser may; `refuses` sends nothing. */
export class PhoneInMemory {
  slow = false;
  refuses = false;
  readonly sent: Track[] = [];
  private readonly waiting: (() => void)[] = [];

  replace = async (track: Track): Promise<void> => {
    if (this.refuses) throw new DOMException("no", "InvalidModificationError");
    if (this.slow) await new Promise<void>((go) => this.waiting.push(go));
    this.sent.push(track);
  };

  send(): void {
    this.waiting.shift()!();
  }

  get asPhone(): Phone {
    return this as unknown as Phone;
  }
}

/** The cards that are drawn while a camera is off. */
export class Cards {
  readonly drawn: Track[] = [];

  /** As much of a document as draws them. */
  get document(): unknown {
    const pen = { fillRect: () => undefined, fillText: () => undefined };
    const captureStream = () => {
      const track = new Track("video", "card");
      this.drawn.push(track);
      return asStream(track);
    };
    return { createElement: () => ({ getContext: () => pen, captureStream }) };
  }

  get open(): number {
    return this.drawn.filter(({ isOpen }) => isOpen).length;
  }
}

/** In this test the browser has these. */
export function withDevices(): { devices: DevicesInMemory; cards: Cards; phone: PhoneInMemory } {
  const found = { devices: new DevicesInMemory(), cards: new Cards(), phone: new PhoneInMemory() };
  vi.stubGlobal("navigator", { mediaDevices: found.devices });
  vi.stubGlobal("document", found.cards.document);
  return found;
}
