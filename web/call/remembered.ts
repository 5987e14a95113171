/** What the next visit starts with: never a password. A link may bring the first values in its fragment. */

import { oneLine } from "../shared/one_line";
import type { Wish } from "./wish";

const KEY = "caller";
const LOCAL_ADDRESS = "ws://127.0.0.1:5066";

type Remembered = Omit<Wish, "password">;

function fromStorage(storage: Storage): Partial<Record<keyof Remembered, unknown>> {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept !== null ? kept : {};
  } catch {
    // Storage may be closed to this page or hold something else; the form then starts empty.
    return {};
  }
}

function usualAddress(host: string): string {
  return host === "127.0.0.1" || host === "localhost" || !host ? LOCAL_ADDRESS : `wss://${host}:7443`;
}

/** `#number=999&user=1000` in a link wins over what was kept. */
export function firstWish(storage: Storage, fragment: string, host: string): Wish {
  const link = new URLSearchParams(fragment.replace(/^#/, ""));
  const kept = fromStorage(storage);
  // Whoever made the link wrote what is shown here, and said to be called.
  const text = (name: keyof Remembered, otherwise: string) => {
    const before = kept[name];
    return oneLine(link.get(name) ?? (typeof before === "string" ? before : otherwise));
  };
  return {
    address: text("address", usualAddress(host)),
    user: text("user", ""),
    password: "",
    number: text("number", ""),
  };
}

export function remember(storage: Storage, { address, user, number }: Wish): void {
  try {
    storage.setItem(KEY, JSON.stringify({ address, user, number }));
  } catch {
    // A full or closed storage only means that the next visit starts empty.
    return;
  }
}
