/** Names as one line of printable text: the rule of functions/shared/grammars/names.py, for what a page reads from a link. */

const LONGEST_NAME = 128;
const NOTHING_VISIBLE = "\ufffd";

const JOINER = /^(?:\u200c|\u200d)$/u;
// Those that are drawn: signs around numbers in Arabic, Syriac and Kaithi.
const VISIBLE_FORMAT = /^[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]$/u;
const SEPARATOR = /^[\p{Cc}\p{Zl}\p{Zp}]$/u;
const FORMAT = /^\p{Cf}$/u;
const NO_TEXT = /^[\p{Cs}\p{Noncharacter_Code_Point}]$/u;
const MAY_BE_JOINED = /^(?![\0-\x7f])[\p{L}\p{M}\p{S}]$/u;
const VISIBLE = /[^\p{M}\p{Z}\u115f\u1160\u2800\u3164\uffa0\u200c\u200d]/u;
// Where a separator was: a noncharacter, so that no text has it of its own.
const BREAK = "\uffff";

function shown(character: string, before: string): string {
  if (SEPARATOR.test(character)) return BREAK;
  if (FORMAT.test(character)) {
    const stays = VISIBLE_FORMAT.test(character) || (JOINER.test(character) && MAY_BE_JOINED.test(before));
    return stays ? character : "";
  }
  return NO_TEXT.test(character) ? "\ufffd" : character;
}

/** The text as a name; empty only where it was empty. */
export function oneLine(text: string): string {
  const kept: string[] = [];
  // The first cut is for what is far too long.
  for (const character of Array.from(text.slice(0, 8 * LONGEST_NAME)).slice(0, 4 * LONGEST_NAME)) {
    const one = shown(character, kept.at(-1) ?? "");
    if (one) kept.push(one);
  }
  const line = kept
    .join("")
    .replaceAll(/ *\uffff[ \uffff]*/gu, " ")
    .trim();
  const name = Array.from(line).slice(0, LONGEST_NAME).join("").trim();
  return VISIBLE.test(name) ? name : text && NOTHING_VISIBLE;
}
