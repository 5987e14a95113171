/** What a tab keeps of a link, so that a reload comes in again: neither the code nor a password. */

const KEY = "resume";

const closed = (): never => {
  throw new DOMException("closed to this page", "SecurityError");
};
const CLOSED = { getItem: closed, setItem: closed, removeItem: closed } as unknown as Storage;

/** Browsers that keep nothing for a page throw already where it asks for the storage: such a one keeps nothing. */
export function storageOf(name: "localStorage" | "sessionStorage"): Storage {
  try {
    return globalThis[name];
  } catch {
    return CLOSED;
  }
}

/** Null where nothing is kept, or the storage is closed to this page: then a reload asks with the code. */
export function keptResume(storage: Storage): string | null {
  try {
    return storage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Says whether it is kept; null forgets. */
export function keepResume(storage: Storage, resume: string | null): boolean {
  try {
    if (resume === null) storage.removeItem(KEY);
    else storage.setItem(KEY, resume);
    return true;
  } catch {
    return false;
  }
}
