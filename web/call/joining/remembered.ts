/** What the next visit starts with: never a password. A link may bring the first values in its fragment. */

import { same } from "../../servers";
import { oneLine } from "../../shared/one_line";
import type { Wish } from "../phone/wish";

const KEY = "caller";

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

/** The server on the page's own host before all others. */
function usualAddress(servers: readonly string[], host: string): string {
  return servers.find((server) => new URL(server).hostname === host) ?? servers[0] ?? "";
}

function inLink(fragment: string): URLSearchParams {
  return new URLSearchParams(fragment.replace(/^#/, ""));
}

/** The server that a link names and this page does not call, as it is to be shown. */
export function foreignServer(fragment: string, servers: readonly string[]): string | null {
  const named = oneLine(inLink(fragment).get("address") ?? "");
  return named === "" || servers.some((server) => same(server, named)) ? null : named;
}

/** `#number=999&user=1000` in a link wins over what was kept; of `servers` it may choose one. */
export function firstWish(storage: Storage, fragment: string, host: string, servers: readonly string[]): Wish {
  const link = inLink(fragment);
  const kept = fromStorage(storage);
  // Whoever made the link wrote what is shown here, and said to be called.
  const text = (name: keyof Remembered) => {
    const before = kept[name];
    return oneLine(link.get(name) ?? (typeof before === "string" ? before : ""));
  };
  const address = servers.find((server) => same(server, text("address")));
  return {
    address: address ?? usualAddress(servers, host),
    user: text("user"),
    password: "",
    number: text("number"),
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

const NAME_KEY = "name";

/** What somebody whose link has no name called themselves the last time. */
export function nameBefore(storage: Storage): string {
  try {
    return oneLine(storage.getItem(NAME_KEY) ?? "");
  } catch {
    // Storage may be closed to this page.
    return "";
  }
}

export function rememberName(storage: Storage, name: string): void {
  try {
    storage.setItem(NAME_KEY, name);
  } catch {
    // Then it is asked for again.
    return;
  }
}
