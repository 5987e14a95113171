/** German or English: what the browser asks for, or what somebody has chosen on one of the pages. */

import { useState } from "preact/hooks";

/** Each by its own name, as it stands on the button that chooses it. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = "language";
const isLanguage = (text: string | null): text is Language => text !== null && Object.hasOwn(LANGUAGES, text);

let current: Language = "en";
let places: readonly string[] = ["en"];

export const language = (): Language => current;

/** How dates and numbers are written: as the browser has it, where that is in the language of the page. */
export const locale = (): string => places.find((one) => primary(one) === current) ?? current;

const primary = (tag: string): string => (tag.split("-")[0] ?? "").toLowerCase();

/** What was chosen here before; else the first that the browser asks for and the pages know; else English. */
export function firstLanguage(chosen: string | null, wanted: readonly string[]): Language {
  return isLanguage(chosen) ? chosen : (wanted.map(primary).find(isLanguage) ?? "en");
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // Storage may be closed to this page.
    return null;
  }
}

function use(next: Language): void {
  current = next;
  document.documentElement.lang = next;
}

/** Before anything is drawn. */
export function beginLanguage(): void {
  places = navigator.languages;
  use(firstLanguage(kept(), places));
}

/** For the top of a page: with another language all below is drawn anew. */
export function useLanguage(): [Language, (next: Language) => void] {
  const [shown, show] = useState(current);
  const choose = (next: Language) => {
    use(next);
    show(next);
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Then the next visit begins with the browser's.
      return;
    }
  };
  return [shown, choose];
}

/** A folder's words, as they are in the language of the moment; German has what English has, or it does not compile. */
export function inLanguages<Words>(words: Record<Language, Words>): () => Words {
  return () => words[current];
}
