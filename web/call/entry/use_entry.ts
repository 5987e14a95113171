/** Whether a link opened the page, and what came of it. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
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

async function asked(code: string | null, resume: string): Promise<Redeeming> {
  return code === null ? { resume } : { code, browser: await secretFor(code, storageOf("localStorage")) };
}

/** `isFree`: whether there is no call that another link would disturb; until then it waits. */
export function useEntry(isFree: boolean): Entry {
  // The same link opened once more is another wish.
  const [link, setLink] = useState(() => ({ code: codeIn(location.hash) }));
  const { code } = link;
  const opened = useRef<typeof link | null>(null);
  /** Only the last attempt counts: an earlier one's answer may come later. */
  const attempt = useRef(0);
  const [entry, setEntry] = useState<Entry>(() => ({ name: code !== null || kept() !== null ? "opening" : "none" }));

  const open = useCallback(async () => {
    const mine = ++attempt.current;
    const resume = kept();
    if (code === null && resume === null) return;
    setEntry({ name: "opening" });
    const wish = await asked(code, resume ?? "");
    if (mine !== attempt.current) return;
    const found = await comeIn(wish);
    if (mine !== attempt.current) return;
    if ("words" in found) {
      // The next visit begins with the form.
      if (!found.again) keepResume(session(), null);
      // Whoever clicks twice, or just when it is time, asks once.
      setEntry({ name: "refused", refused: found, again: () => void (mine === attempt.current && open()) });
      return;
    }
    // In the address it would be in every picture of the screen; the tab needs it no more.
    if (keepResume(session(), found.resume) && code !== null)
      history.replaceState(null, "", location.pathname + location.search);
    setEntry({ name: "open", entrance: found });
  }, [link]);

  useEffect(() => {
    if (!isFree || opened.current === link) return;
    opened.current = link;
    void open();
  }, [link, open, isFree]);

  useEffect(() => {
    if (entry.name !== "refused") return;
    const { at } = entry.refused;
    if (at === null) return;
    // The clocks of the two may differ a little; a browser counts no longer than 24 days.
    const wait = Math.max(at - Date.now(), 0) + LATER_MILLISECONDS;
    const timer = wait < LONGEST_MILLISECONDS ? setTimeout(entry.again, wait) : undefined;
    return () => clearTimeout(timer);
  }, [entry]);

  useEffect(() => {
    // Another link opened in the same tab changes the fragment only and loads nothing.
    const look = () => {
      const next = codeIn(location.hash);
      if (next !== null) setLink({ code: next });
    };
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);

  return entry;
}
