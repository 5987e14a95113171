/** Cameras, microphones and screens that open when a test says so. */

import { vi } from "vitest";
import { PhoneInMemory } from "./phone_in_memory";

type Kind = "audio" | "video";

export class Track extends EventTarget {
  enabled = true;
  isOpen = true;
  readyState = "live";
  constructor(
    readonly kind: Kind,
    readonly name: string,
    readonly group = "",
  ) {
    super();
  }
  get label(): string {
    return this.name;
  }
  getSettings = () => ({ deviceId: this.name, groupId: this.group });
  stop(): void {
    this.isOpen = false;
  }
  /** By itself: nobody has stopped it. */
  end(): void {
    this.isOpen = false;
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
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

/** What is plugged in: a camera where its name says so, otherwise a microphone. `name@group` is built into that. */
const infoOf = (named: string): MediaDeviceInfo => {
  const [deviceId = "", groupId = ""] = named.split("@");
  const kind = deviceId.includes("camera") ? "videoinput" : "audioinput";
  return { deviceId, groupId, label: deviceId, kind } as MediaDeviceInfo;
};

/** Asks nobody: `allow` and `refuse` answer the oldest question that is open. */
export class DevicesInMemory extends EventTarget {
  /** Everything that was ever opened. */
  readonly opened: Track[] = [];
  /** When the browser tells which devices there are. */
  listed: Promise<unknown> = Promise.resolve();
  private readonly asked: Question[] = [];
  private there: string[] = [];

  get questions(): number {
    return this.asked.length;
  }

  get open(): string[] {
    return this.opened.filter(({ isOpen }) => isOpen).map(({ name }) => name);
  }

  enumerateDevices = (): Promise<MediaDeviceInfo[]> => this.listed.then(() => this.there.map(infoOf));

  /** These are plugged in from now on, as `infoOf` reads them; the browser tells the page. */
  plug(...there: string[]): void {
    this.there = there;
    this.dispatchEvent(new Event("devicechange"));
  }

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

/** The silences that are made while there is no microphone. */
export class Silences {
  readonly made: Track[] = [];

  get open(): number {
    return this.made.filter(({ isOpen }) => isOpen).length;
  }

  /** As much of an AudioContext as makes them. */
  readonly context = (): unknown => {
    const track = new Track("audio", "silence");
    this.made.push(track);
    const source = { offset: { value: 1 }, connect: () => undefined, start: () => undefined };
    const createMediaStreamDestination = () => ({ stream: asStream(track) });
    return { createMediaStreamDestination, createConstantSource: () => source, close: () => Promise.resolve() };
  };
}

interface Browser {
  devices: DevicesInMemory;
  cards: Cards;
  silences: Silences;
  phone: PhoneInMemory;
}

/** In this test the browser has these. */
export function withDevices(): Browser {
  const found = {
    ...{ devices: new DevicesInMemory(), cards: new Cards(), silences: new Silences() },
    phone: new PhoneInMemory(),
  };
  vi.stubGlobal("navigator", { mediaDevices: found.devices });
  vi.stubGlobal("document", found.cards.document);
  vi.stubGlobal("AudioContext", function AudioContext() {
    return found.silences.context();
  });
  return found;
}
