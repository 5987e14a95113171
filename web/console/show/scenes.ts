/** Scenes: what is on air as one, which of them is on air, and their names. */

import { layoutNamed } from "../picture/layouts/layout_views";
import { seatsOf } from "../picture/layouts/preview";
import type { Client } from "../api/client";
import type { Conference, Member, Scene, Stage, Who } from "../api/shapes";

/** As many as there are keys for. */
export const KEYED = 9;
const NAME = /^[A-Za-z0-9_.-]{1,64}$/;

/** The API's rule for a scene's name. */
export const isSceneName = (text: string): boolean => NAME.test(text);

/** So that they are known again after they have come back, where they can be. */
export function whoOf({ uuid, user, invitee }: Member): Who {
  if (user) return { user };
  return invitee ? { invitee } : { call: uuid };
}

/** What is on air as a stage: the layout, and who sits where. */
export function stageNow({ layout, layout_group, members }: Conference): Stage {
  const seated = members.filter(({ slot }) => slot !== null);
  const places = seated.map((member) => ({ slot: member.slot ?? "", who: [whoOf(member)] }));
  const picture = layout_group === null ? { layout } : { layout_group };
  return { ...picture, ...(places.length > 0 && { places }) };
}

/** Whether the picture is as the scene wants it; who is not there is not missed. */
export function isOnAir({ stage }: Scene, { layout, layout_group, members }: Conference): boolean {
  if (stage.layout ? stage.layout !== layout : stage.layout_group ? stage.layout_group !== layout_group : false)
    return false;
  return [...seatsOf(stage, members)].every(([slot, { uuid }]) =>
    members.some((one) => one.uuid === uuid && one.slot === slot),
  );
}

/** The layouts of scenes, so that a preview of one is there at once. */
export const readAhead = (client: Client, scenes: readonly Scene[]): void =>
  scenes.forEach(({ stage }) => stage.layout && void layoutNamed(client, stage.layout).catch(() => null));
