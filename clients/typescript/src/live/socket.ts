/** What is needed of a WebSocket; browsers' own, Node's (from 22 on) and the package `ws` have it. */

export interface Socket {
  send(text: string): void;
  close(): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

export type OpenSocket = (url: string) => Socket;

/** Tells when the machine loses its network and has one again; browsers do. */
export interface Network {
  readonly isOff: boolean;
  /** Returns how to be told no more. */
  follow(lost: () => void, back: () => void): () => void;
}

/** The machine's own. Throws where it has none: each try would fail for the same reason, and nobody would be told. */
export function socketsOfMachine(): OpenSocket {
  if (typeof WebSocket === "undefined") {
    throw new TypeError("this machine has no WebSocket (Node has one from 22 on): give Live one as `open`");
  }
  return (url) => new WebSocket(url);
}

export const networkOfBrowser: Network = {
  get isOff() {
    return typeof navigator !== "undefined" && (navigator as { onLine?: boolean }).onLine === false;
  },
  follow(lost, back) {
    if (typeof globalThis.addEventListener !== "function") return () => undefined;
    globalThis.addEventListener("offline", lost);
    globalThis.addEventListener("online", back);
    return () => {
      globalThis.removeEventListener("offline", lost);
      globalThis.removeEventListener("online", back);
    };
  },
};
