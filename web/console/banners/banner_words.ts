/** What is said of lower thirds, in each language. */

import { inLanguages } from "../../shared/language/language";

const en = {
  lowerThirds: "Lower thirds",
  under: "Under the picture of",
  choose: "choose",
  show: "Show",
  shows: (text: string, name: string) => `Lower third “${text}” for ${name}`,
  takeAway: "Take away",
  takesAway: (name: string) => `No lower third for ${name}`,
  takeAllAway: "Take all away",
  takesAllAway: "No lower thirds",
  onAir: "on air",
  what: (text: string) => `: ${text}`,
  add: "Add a line",
  addIt: "Add",
  forget: (text: string) => `Forget “${text}”`,
  none: "No line yet. What you add here is kept in this browser and shown again by one click.",
};

const de: typeof en = {
  lowerThirds: "Bauchbinden",
  under: "Unter dem Bild von",
  choose: "wählen",
  show: "Einblenden",
  shows: (text, name) => `Bauchbinde „${text}“ für ${name}`,
  takeAway: "Wegnehmen",
  takesAway: (name) => `Keine Bauchbinde für ${name}`,
  takeAllAway: "Alle wegnehmen",
  takesAllAway: "Keine Bauchbinden",
  onAir: "auf Sendung",
  what: (text) => `: ${text}`,
  add: "Zeile anfügen",
  addIt: "Anfügen",
  forget: (text) => `„${text}“ vergessen`,
  none: "Noch keine Zeile. Was Sie hier anfügen, bleibt in diesem Browser und kommt mit einem Klick wieder.",
};

export const bannerWords = inLanguages({ en, de });
