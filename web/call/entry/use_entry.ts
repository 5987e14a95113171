/** Whether a link opened the page, and what came of it. */

import { useCallback, useEffect, useState } from "preact/hooks";
import { secretFor } from "./browser_secret";
import { codeIn, comeIn } from "./entrance";
import type { Asked, Entrance, Refused } from "./entrance";

const KEY = "resume";
const LATER_MILLISECONDS = 2_000;
const LONGEST_MILLISECONDS = 2 ** 31 - 1;

export type Entry =
  | { name: "none" }
  | { name: "opening" }
  | { name: "refused"; refused: Refused; again: () => void }
  | { name: "open"; entrance: Entrance };

function kept(): string | null {
  // Whoever follows another link in this tab means that one.
  if (location.hash) return null;
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    // Closed storage: a reload asks with the code.
    return null;
  }
}

function keep(resume: string | null): boolean {
  try {
    if (resume === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, resume);
    return true;
  } catch {
    return false;
  }
}

async function asked(code: string | null, resume: string | null): Promise<Asked | null> {
  if (code !== null) return { code, browser: await secretFor(code, localStorage) };
  return resume === null ? null : { resume };
}

export function useEntry(): Entry {
  const [code, setCode] = useState(() => codeIn(location.hash));
  const [entry, setEntry] = useState<Entry>(() => ({ name: code !== null || kept() !== null ? "opening" : "none" }));

  const open = useCallback(async () => {
    const wish = await asked(code, kept());
    if (wish === null) return;
    setEntry({ name: "opening" });
    const found = await comeIn(wish);
    if ("words" in found) {
      // The next visit begins with the form.
      if (!found.again) keep(null);
      setEntry({ name: "refused", refused: found, again: () => void open() });
      return;
    }
    // In the address it would be in every picture of the screen; the tab needs it no more.
    if (keep(found.resume) && code !== null) history.replaceState(null, "", location.pathname + location.search);
    setEntry({ name: "open", entrance: found });
  }, [code]);

  useEffect(() => void open(), [open]);

  const from = entry.name === "refused" ? entry.refused.at : null;
  useEffect(() => {
    if (from === null) return;
    // The clocks of the two may differ a little; a browser counts no longer than 24 days.
    const wait = Math.max(from - Date.now(), 0) + LATER_MILLISECONDS;
    const timer = wait < LONGEST_MILLISECONDS ? setTimeout(() => void open(), wait) : undefined;
    return () => clearTimeout(timer);
  }, [from, open]);

  useEffect(() => {
    // Another link opened in the same tab changes the fragment only and loads nothing.
    const look = () => {
      const next = codeIn(location.hash);
      if (next !== null) setCode(next);
    };
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);

  return entry;
}
