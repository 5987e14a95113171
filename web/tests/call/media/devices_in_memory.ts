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
  constructor(private readonly tracks: Track[]) {}
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

/** Asks nobody: `allow` and `refuse` answer the oldest question that is open. */
export class DevicesInMemory {
  /** Everything that was ever opened. */
  readonly opened: Track[] = [];
  private readonly asked: { kind: Kind; name: string; answer: Awaited<MediaStream> }[] = [];

  get questions(): number {
    return this.asked.length;
  }

  get open(): string[] {
    return this.opened.filter(({ isOpen }) => isOpen).map(({ name }) => name);
  }

  getUserMedia = ({ audio, video }: MediaStreamConstraints): Promise<MediaStream> => {
    const { deviceId } = (audio || video) as { deviceId?: { exact: string } };
    return this.ask(audio ? "audio" : "video", deviceId?.exact ?? (audio ? "a microphone" : "a camera"));
  };

  getDisplayMedia = (): Promise<MediaStream> => this.ask("video", "a screen");

  allow(): Track {
    const { kind, name, answer } = this.asked.shift()!;
    const track = new Track(kind, name);
    this.opened.push(track);
    answer.keep(asStream(track));
    return track;
  }

  refuse(name: string): void {
    this.asked.shift()!.answer.fail(new DOMException("no", name));
  }

  private ask(kind: Kind, name: string): Promise<MediaStream> {
    const answer = new Awaited<MediaStream>();
    this.asked.push({ kind, name, answer });
    return answer.promise;
  }
}

/** Sends what it is given; `slow` waits for `send` with that, as the browser may. */
export class PhoneInMemory {
  slow = false;
  readonly sent: Track[] = [];
  private readonly waiting: (() => void)[] = [];

  replace = async (track: Track): Promise<void> => {
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
