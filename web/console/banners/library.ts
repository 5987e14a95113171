/**
 * Lower thirds that are used again, kept in this browser for each conference: the API keeps what is shown, not what could
 * be. Whoever sits at another computer has their own.
 */

// As many as somebody finds at a glance.
export const MOST_KEPT = 50;
/** The API's limit of a banner. */
export const LONGEST = 256;
const KEY = "lower-thirds ";

const storage = (): Storage | null => {
  try {
    return localStorage;
  } catch {
    // It may be closed to this page: then the library lasts as long as the page.
    return null;
  }
};

/** One line, as the API takes it: no braces, which FreeSWITCH reads as options. */
export const lineOf = (text: string): string =>
  Array.from(text.replaceAll(/[{}]/g, "").replaceAll(/\s+/gu, " ").trim()).slice(0, LONGEST).join("");

/** With a new one at the end; one that is there already stays where it is. */
export function withLine(lines: readonly string[], text: string): string[] {
  const line = lineOf(text);
  return !line || lines.includes(line) || lines.length >= MOST_KEPT ? [...lines] : [...lines, line];
}

export function keptLines(conference: string, where: Pick<Storage, "getItem"> | null = storage()): string[] {
  try {
    const kept: unknown = JSON.parse(where?.getItem(KEY + conference) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.filter((line): line is string => typeof line === "string").reduce<string[]>(withLine, []);
  } catch {
    // Somebody else's words under our key: begin anew.
    return [];
  }
}

export function keepLines(
  conference: string,
  lines: readonly string[],
  where: Pick<Storage, "setItem"> | null = storage(),
): void {
  try {
    where?.setItem(KEY + conference, JSON.stringify(lines));
  } catch {
    // Full: the library lasts as long as the page.
    return;
  }
}
