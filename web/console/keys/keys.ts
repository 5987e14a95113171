/** The keys of the page: each does what a button does, and none of them while somebody writes. */

import { keyOf } from "../../shared/keys/pressed";
import type { Pressed } from "../../shared/keys/pressed";

/** What keys do; a scene's has its number. */
export interface KeyActs {
  scene: (number: number) => void;
  next: () => void;
  back: () => void;
  undo: () => void;
  layouts: () => void;
  people: () => void;
  find: () => void;
  log: () => void;
  help: () => void;
  close: () => void;
}

export type KeyAct = keyof KeyActs;

/** In the order in which they are explained. */
export const KEYS: readonly { act: KeyAct; key: string; shown: string }[] = [
  { act: "scene", key: "1", shown: "1 – 9" },
  { act: "next", key: "n", shown: "N" },
  { act: "back", key: "b", shown: "B" },
  { act: "undo", key: "u", shown: "U" },
  { act: "layouts", key: "l", shown: "L" },
  { act: "people", key: "p", shown: "P" },
  { act: "find", key: "/", shown: "/" },
  { act: "log", key: "o", shown: "O" },
  { act: "help", key: "?", shown: "?" },
  { act: "close", key: "Escape", shown: "Esc" },
];

/** What a key does; null: nothing, or it is another program's. */
export function actOf(pressed: Pressed): { act: KeyAct; number: number } | null {
  const key = keyOf(pressed);
  if (key !== null && /^[1-9]$/.test(key)) return { act: "scene", number: Number(key) };
  const found = KEYS.find((one) => one.key === key);
  return found ? { act: found.act, number: 0 } : null;
}
