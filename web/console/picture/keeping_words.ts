/** What is said of who keeps the picture as it is, in each language. */

import { inLanguages } from "../../shared/language/language";

const en = {
  keeping: "Who keeps the picture",
  byHand: (at: string) => `Since ${at} it is as it was set by hand; the room’s rules leave it alone.`,
  byRules: "What nobody sets by hand is as the room’s rules say.",
  resume: "Back to the rules",
  resumes: "The room’s rules keep the picture again",
  freeAll: "Free all places",
  freesAll: "All places freed",
  leave: "Leave it alone",
  leaves: "The picture is left alone from now on",
  rate: "Pictures a second",
  choose: "choose",
  rates: (fps: number) => `${fps} pictures a second`,
};

const de: typeof en = {
  keeping: "Wer das Bild hält",
  byHand: (at) => `Seit ${at} ist es, wie es von Hand gesetzt wurde; die Regeln des Raums lassen es in Ruhe.`,
  byRules: "Was niemand von Hand setzt, ist, wie die Regeln des Raums sagen.",
  resume: "Zurück zu den Regeln",
  resumes: "Die Regeln des Raums halten das Bild wieder",
  freeAll: "Alle Plätze freigeben",
  freesAll: "Alle Plätze freigegeben",
  leave: "In Ruhe lassen",
  leaves: "Das Bild wird von nun an in Ruhe gelassen",
  rate: "Bilder in der Sekunde",
  choose: "wählen",
  rates: (fps) => `${fps} Bilder in der Sekunde`,
};

export const keepingWords = inLanguages({ en, de });
