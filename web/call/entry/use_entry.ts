/** Whether a link opened the page, and what came of it. */

import { useCallback, useEffect, useState } from "preact/hooks";
import { codeIn, keepResume, keptResume, secretFor, storageOf } from "freeswitch-functions-client";
import type { Entrance, Redeeming } from "freeswitch-functions-client";
import { comeIn } from "./entrance";
import type { Refused } from "./entrance";

const LATER_MILLISECONDS = 2_000;
const LONGEST_MILLISECONDS = 2 ** 31 - 1;

export type Entry =
  | { name: "none" }
  | { name: "opening" }
  | { name: "refused"; refused: Refused; again: () => void }
  | { name: "open"; entrance: Entrance };

const session = (): Storage => storageOf("sessionStorage");

/** Whoever follows another link in this tab means that one. */
const kept = (): string | null => (location.hash ? null : keptResume(session()));

async function asked(code: string | null, resume: string | null): Promise<Redeeming | null> {
  if (code !== null) return { code, browser: await secretFor(code, storageOf("localStorage")) };
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
      if (!found.again) keepResume(session(), null);
      setEntry({ name: "refused", refused: found, again: () => void open() });
      return;
    }
    // In the address it would be in every picture of the screen; the tab needs it no more.
    if (keepResume(session(), found.resume) && code !== null)
      history.replaceState(null, "", location.pathname + location.search);
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
