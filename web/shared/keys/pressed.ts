/** A key as the browser tells it, and whether it is a page's own. */

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  repeat: boolean;
  isComposing: boolean;
}

/** A letter as a small one, or the key's name; null: it is another program's. One that is held down is pressed once. */
export function keyOf(pressed: Pressed): string | null {
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.repeat || pressed.isComposing) return null;
  return pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
}

/** Whether the key goes to somebody's text or choice, or a dialog is open, which has keys of its own. */
export const isTaken = (target: Element | null, hasDialog: boolean): boolean =>
  hasDialog || (target?.closest("input, select, textarea, [contenteditable]") ?? null) !== null;
