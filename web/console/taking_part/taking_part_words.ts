/** What is said of messages, hands and who is in a page, in each language. */

import { inLanguages } from "../../shared/language/language";

const en = {
  messages: "Messages",
  notDeleted: (why: string) => `Not deleted. ${why}`,
  asBanner: "As a banner",
  delete: "Delete",
  below: "Below the picture of",
  choose: "choose",
  says: "It says",
  show: "Show it",
  bannerFor: (text: string, name: string) => `Banner “${text}” for ${name}`,
  hands: (count: number) => (count > 0 ? `Raised hands (${count})` : "Raised hands"),
  lowerAll: "Lower all",
  notLowered: (why: string) => `Not lowered. ${why}`,
  noHand: "Nobody has raised a hand.",
  inPage: "in a page, ",
  since: "since ",
  lower: "Lower",
  theHandOf: (name: string) => ` the hand of ${name}`,
  watching: (count: number) => (count > 0 ? `In a page (${count})` : "In a page"),
  nobodyWatches: "Nobody follows the conference in a page.",
  inCall: "in the call, too",
};

const de: typeof en = {
  messages: "Nachrichten",
  notDeleted: (why) => `Nicht gelöscht. ${why}`,
  asBanner: "Als Einblendung",
  delete: "Löschen",
  below: "Unter dem Bild von",
  choose: "wählen",
  says: "Text",
  show: "Einblenden",
  bannerFor: (text, name) => `Einblendung „${text}“ für ${name}`,
  hands: (count) => (count > 0 ? `Erhobene Hände (${count})` : "Erhobene Hände"),
  lowerAll: "Alle senken",
  notLowered: (why) => `Nicht gesenkt. ${why}`,
  noHand: "Niemand hat die Hand gehoben.",
  inPage: "in einer Seite, ",
  since: "seit ",
  lower: "Senken",
  theHandOf: (name) => `: die Hand von ${name}`,
  watching: (count) => (count > 0 ? `In einer Seite (${count})` : "In einer Seite"),
  nobodyWatches: "Niemand folgt der Konferenz in einer Seite.",
  inCall: "auch im Anruf",
};

export const takingPartWords = inLanguages({ en, de });
