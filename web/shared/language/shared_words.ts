/** What both pages say, in each language. */

import { inLanguages } from "./language";

const en = {
  caller: (number: number) => `caller ${number}`,
  quality: {
    sends: { fair: "arrives with small faults", poor: "arrives badly" },
    receives: { fair: "gets the others with small faults", poor: "gets the others badly" },
  },
  connection: {
    again: "Connected again",
    everythingSince: (from: string) => `Everything that happened since ${from} is shown.`,
    offline: "This computer is offline",
    none: "No connection to the server",
    howItWas: (from: string) => `This is how it was at ${from}. The page goes on by itself.`,
  },
  problem: {
    noAnswer: { title: "The server does not answer", hint: "Is it running? This page keeps asking." },
    401: { title: "The server does not accept this token", hint: "It may have expired. Paste a new one." },
    403: { title: "The token does not allow this" },
    404: { title: "There is nothing here, or not for this token" },
    410: { title: "The conference has ended" },
    412: { title: "The conference has moved on meanwhile", hint: "Look again and repeat it if it is still wanted." },
    429: { title: "Too many requests", hint: "This page asks again by itself." },
    503: { title: "The service cannot do this now", hint: "Try again in a moment." },
    answered: (status: number) => `The server answered ${status}`,
    pageFailed: "This page failed",
  },
  messages: {
    list: "Messages",
    older: "Older messages",
    none: "Nobody has written anything yet.",
    deleted: "A host has deleted this message.",
    toEverybody: "Message to everybody",
    mayNot: "The token does not allow writing",
    send: "Send",
    sending: "Sending …",
    notSent: "Not sent.",
  },
};

const de: typeof en = {
  caller: (number) => `Anrufer ${number}`,
  quality: {
    sends: { fair: "kommt mit kleinen Störungen an", poor: "kommt schlecht an" },
    receives: { fair: "empfängt die anderen mit kleinen Störungen", poor: "empfängt die anderen schlecht" },
  },
  connection: {
    again: "Wieder verbunden",
    everythingSince: (from) => `Alles, was seit ${from} geschehen ist, wird gezeigt.`,
    offline: "Dieser Computer ist offline",
    none: "Keine Verbindung zum Server",
    howItWas: (from) => `So war es um ${from}. Die Seite macht von selbst weiter.`,
  },
  problem: {
    noAnswer: { title: "Der Server antwortet nicht", hint: "Läuft er? Diese Seite fragt weiter." },
    401: {
      title: "Der Server nimmt dieses Token nicht an",
      hint: "Vielleicht ist es abgelaufen. Fügen Sie ein neues ein.",
    },
    403: { title: "Das Token erlaubt das nicht" },
    404: { title: "Hier ist nichts, oder nicht für dieses Token" },
    410: { title: "Die Konferenz ist beendet" },
    412: {
      title: "Die Konferenz hat sich inzwischen geändert",
      hint: "Sehen Sie noch einmal hin und wiederholen Sie es, wenn es noch gewünscht ist.",
    },
    429: { title: "Zu viele Anfragen", hint: "Diese Seite fragt von selbst noch einmal." },
    503: { title: "Der Dienst kann das gerade nicht", hint: "Versuchen Sie es gleich noch einmal." },
    answered: (status) => `Der Server hat mit ${status} geantwortet`,
    pageFailed: "Diese Seite hat versagt",
  },
  messages: {
    list: "Nachrichten",
    older: "Ältere Nachrichten",
    none: "Noch hat niemand etwas geschrieben.",
    deleted: "Eine Moderatorin oder ein Moderator hat diese Nachricht gelöscht.",
    toEverybody: "Nachricht an alle",
    mayNot: "Das Token erlaubt kein Schreiben",
    send: "Senden",
    sending: "Wird gesendet …",
    notSent: "Nicht gesendet.",
  },
};

export const sharedWords = inLanguages({ en, de });
