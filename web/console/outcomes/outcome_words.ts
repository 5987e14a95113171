/** What became of a wish, in each language. */

import { inLanguages } from "../../shared/language/language";

const en = {
  heading: "What happened",
  nothing: "Each command shows here what FreeSWITCH made of it.",
  all: (count: number) => `All ${count}`,
  latest: "Only the latest",
  details: "Details",
  undo: "Undo",
  refused: "refused",
  sent: "being sent",
  unanswered: "no answer: it may have been done",
  lost: (names: string) => `Not in the picture any more: ${names}`,
  states: {
    queued: "waiting for the node",
    running: "being carried out",
    confirmed: "done, and seen",
    accepted: "FreeSWITCH said yes",
    failed: "failed",
    expired: "too late, not carried out",
    unknown: "nobody knows whether it happened",
    skipped: "not tried",
  },
  why: (reason: string) => `Why: ${reason}`,
  reply: (text: string) => `Reply: ${text}`,
  seenAsEvent: (event: string, at: string) => `Seen as event ${event}${at && ` at ${at}`}`,
  seenInState: (at: string) => `Seen in the conference's state${at && ` at ${at}`}`,
  onlyReply: "FreeSWITCH shows nothing but its reply",
  asBefore: (name: string) => `Undo: ${name} as before`,
  pictureAsBefore: "Undo: the picture as before",
};

const de: typeof en = {
  heading: "Was geschehen ist",
  nothing: "Jeder Befehl zeigt hier, was FreeSWITCH daraus gemacht hat.",
  all: (count) => `Alle ${count}`,
  latest: "Nur das Letzte",
  details: "Einzelheiten",
  undo: "Rückgängig",
  refused: "abgelehnt",
  sent: "wird gesendet",
  unanswered: "keine Antwort: vielleicht ist es geschehen",
  lost: (names) => `Nicht mehr im Bild: ${names}`,
  states: {
    queued: "wartet auf den Knoten",
    running: "wird ausgeführt",
    confirmed: "getan und gesehen",
    accepted: "FreeSWITCH hat ja gesagt",
    failed: "misslungen",
    expired: "zu spät, nicht ausgeführt",
    unknown: "niemand weiß, ob es geschehen ist",
    skipped: "nicht versucht",
  },
  why: (reason) => `Grund: ${reason}`,
  reply: (text) => `Antwort: ${text}`,
  seenAsEvent: (event, at) => `Gesehen als Ereignis ${event}${at && ` um ${at}`}`,
  seenInState: (at) => `Gesehen im Zustand der Konferenz${at && ` um ${at}`}`,
  onlyReply: "FreeSWITCH zeigt nichts als seine Antwort",
  asBefore: (name) => `Rückgängig: ${name} wie vorher`,
  pictureAsBefore: "Rückgängig: das Bild wie vorher",
};

export const outcomeWords = inLanguages({ en, de });
