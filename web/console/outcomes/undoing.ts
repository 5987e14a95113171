/** What takes a change back: the same wish with what was before. */

import { outcomeWords } from "./outcome_words";
import { nameOf } from "../../shared/names";
import { memberPath, path } from "../api/client";
import type { Canvas, Conference, Member, MemberChange } from "../api/shapes";
import type { Wish } from "./use_outcomes";

type Undo = NonNullable<Wish["undo"]>;

/** Gives a member back what they had: whether they are heard and seen, and what stands below them. */
export function memberAsBefore(member: Member, body: MemberChange): Undo {
  return ({ name, members }) => {
    const there = members.some(({ uuid }) => uuid === member.uuid);
    const words = outcomeWords().asBefore(nameOf(member));
    return there ? { words, method: "PATCH", path: memberPath(name, member.uuid), body } : null;
  };
}

/** Gives everybody who is still there the place that they had, and the picture its layout. */
export function pictureAsBefore(before: Conference, canvas: Canvas | null): Undo {
  const { layout, layout_group } = before.layout || before.layout_group ? before : (canvas ?? before);
  return (now) => {
    const change =
      layout_group !== null
        ? now.layout_group === layout_group || { kind: "set_layout_group", group: layout_group }
        : layout === null || now.layout === layout || { kind: "set_layout", layout };
    const places = now.members.flatMap(({ uuid }) => {
      const was = before.members.find((one) => one.uuid === uuid);
      return was ? [{ kind: "set_slot", member: uuid, slot: was.slot }] : [];
    });
    const differ = now.members.some(({ uuid, slot }) =>
      before.members.some((one) => one.uuid === uuid && one.slot !== slot),
    );
    // With another layout the places are said whole: nobody is then given another one.
    const steps = [...(change === true ? [] : [change]), ...(differ || change !== true ? seatable(places, now) : [])];
    const words = outcomeWords().pictureAsBefore;
    return steps.length > 0
      ? { words, method: "POST", path: `${path(now.name)}/scenes`, body: { steps }, picture: true }
      : null;
  };
}

/** The switch refuses to seat whoever is in no picture. */
function seatable<Place extends { member: string }>(places: Place[], { members }: Conference): Place[] {
  const away = members.filter(({ video, video_muted, on_hold }) => video === false || video_muted || on_hold);
  return places.filter(({ member }) => !away.some(({ uuid }) => uuid === member));
}
