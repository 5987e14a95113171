/** What is said of the conference's own picture and of who watches it, in each language. */

import { inLanguages } from "../../shared/language/language";

const en = {
  connecting: "Connecting to the picture …",
  seen: "What people see now",
  sound: "Sound",
  picture: (conference: string) => `What people in ${conference} see`,
  onlyStills: (why: string) => `stills only: ${why}`,
  callRefused: (status: number | null) => (status ? `the switch refused the call (${status})` : "the call failed"),
  noWay: "no way from the switch to this browser was found",
  noSip: "a part of this page could not be loaded",
  watchedBy: (names: string) => `watched by ${names}`,
  watches: "watches the picture",
};

const de: typeof en = {
  connecting: "Das Bild wird verbunden …",
  seen: "Was die Leute jetzt sehen",
  sound: "Ton",
  picture: (conference) => `Was die Leute in ${conference} sehen`,
  onlyStills: (why) => `nur Standbilder: ${why}`,
  callRefused: (status) => (status ? `der Switch hat den Anruf abgelehnt (${status})` : "der Anruf ist gescheitert"),
  noWay: "vom Switch zu diesem Browser fand sich kein Weg",
  noSip: "ein Teil dieser Seite ließ sich nicht laden",
  watchedBy: (names) => `beobachtet von ${names}`,
  watches: "beobachtet das Bild",
};

export const watchingWords = inLanguages({ en, de });
