/** What the keys do, in each language. */

import { inLanguages } from "../../shared/language/language";
import type { KeyAct } from "./keys";

const en = {
  keys: "Keys",
  whileWriting: "While you write, letters are letters.",
  close: "Close",
  does: {
    scene: "Preview a scene; the same key again or Enter takes it",
    next: "Next cue",
    back: "Back to the cue before",
    undo: "Take back the last thing that can be taken back",
    layouts: "All layouts",
    people: "To the people",
    find: "Find a conference; Enter opens the first one",
    log: "What happened, opened and closed",
    help: "This list",
    close: "Cancel what is being chosen",
  } satisfies Record<KeyAct, string>,
};

const de: typeof en = {
  keys: "Tasten",
  whileWriting: "Während Sie schreiben, sind Buchstaben Buchstaben.",
  close: "Schließen",
  does: {
    scene: "Vorschau einer Szene; dieselbe Taste noch einmal oder Enter übernimmt sie",
    next: "Nächste Szene des Ablaufs",
    back: "Zurück zur vorigen",
    undo: "Das Letzte zurücknehmen, das sich zurücknehmen lässt",
    layouts: "Alle Layouts",
    people: "Zu den Leuten",
    find: "Eine Konferenz suchen; Enter öffnet die erste",
    log: "Was geschehen ist, auf und zu",
    help: "Diese Liste",
    close: "Abbrechen, was gerade gewählt wird",
  },
};

export const keyWords = inLanguages({ en, de });
