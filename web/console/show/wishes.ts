/** What is asked of the API for scenes and cues. */

import { filled } from "freeswitch-functions-client";
import { path } from "../api/client";
import type { Conference, CueList, Scene } from "../api/shapes";
import type { Wish } from "../outcomes/use_outcomes";
import { outcomeWords } from "../outcomes/outcome_words";
import { stageNow } from "./scenes";
import { showWords } from "./show_words";

const scenePath = (conference: string, scene: string): string =>
  filled("/v1/conferences/{conference}/scenes/{scene}", { conference, scene });

/** The picture before the last one that a scene or a cue has set. */
const backToBefore = ({ name }: Conference): Wish => ({
  words: outcomeWords().pictureAsBefore,
  method: "POST",
  path: `${path(name)}/stage/undo`,
  picture: true,
  answers: "stage",
});

const shown = (words: string, where: string): Wish => ({
  words,
  method: "POST",
  path: where,
  picture: true,
  answers: "stage",
  undo: backToBefore,
});

export const taking = (conference: string, { name }: Scene): Wish =>
  shown(showWords().takes(name), `${scenePath(conference, name)}/show`);

export const going = (conference: string, cue: string): Wish =>
  shown(showWords().goes(cue), `${path(conference)}/cues/next`);

export const goingBack = (conference: string, cue: string): Wish =>
  shown(showWords().goesBack(cue), `${path(conference)}/cues/back`);

/** Saves what is on air; over a scene that is there only if nobody has changed it since it was seen. */
export function saving(conference: Conference, name: string, before: Scene | undefined): Wish {
  return {
    words: showWords().saves(name),
    method: "PUT",
    path: scenePath(conference.name, name),
    body: { stage: stageNow(conference) },
    answers: "done",
    ...(before && { ifMatch: before.revision }),
  };
}

export const forgetting = (conference: string, { name, revision }: Scene): Wish => ({
  words: showWords().forgets(name),
  method: "DELETE",
  path: scenePath(conference, name),
  answers: "done",
  ifMatch: revision,
});

export const listing = (conference: string, scenes: readonly string[], before: CueList | null): Wish => ({
  words: showWords().saveCues,
  method: "PUT",
  path: `${path(conference)}/cues`,
  body: { scenes },
  answers: "done",
  ...(before && { ifMatch: before.revision }),
});

/** The names before and after the place where a list stands; null where there is none. */
export function around(cues: CueList | null): { back: string | null; next: string | null } {
  if (!cues) return { back: null, next: null };
  const { scenes, current: at } = cues;
  return { back: at === null ? null : (scenes[at - 1] ?? null), next: scenes[at === null ? 0 : at + 1] ?? null };
}
