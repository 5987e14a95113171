/** Which layouts of all that there are somebody wants to see. */

import { isSeated, nameIn, ofGroup } from "./layout_names";
import type { LayoutChoice } from "./layout_names";
import { layoutOfGroup } from "./preview";
import type { LayoutList } from "./use_layout_names";

export interface Card {
  choice: LayoutChoice;
  /** What is drawn: of a group the layout that would be taken. */
  layout: string | null;
  places: number;
  isSeated: boolean;
}

/** All of them, groups first; of layouts that hold as many people those without too many empty places first. */
export function cardsOf({ layouts, groups, sizes, byGroup }: LayoutList, people: number): Card[] {
  const size = (layout: string | null) => (layout === null ? 0 : (sizes.get(layout) ?? 0));
  const ofGroups = groups.map((name): Card => {
    const layout = layoutOfGroup(byGroup.get(name), sizes, people);
    return { choice: ofGroup(name), layout, places: size(layout), isSeated: isSeated(name) };
  });
  const single = layouts.map((name): Card => ({
    ...{ choice: name, layout: name, places: size(name) },
    isSeated: isSeated(name),
  }));
  const inOrder = single.toSorted((one, other) => one.places - other.places || (one.choice < other.choice ? -1 : 1));
  return [...ofGroups, ...inOrder];
}

/** Those whose name has all of these words, and which hold everybody where that is asked. */
export function wantedOf(cards: readonly Card[], words: string, people: number | null): Card[] {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  return cards.filter(
    ({ choice, places }) =>
      parts.every((part) => nameIn(choice).toLowerCase().includes(part)) && (people === null || places >= people),
  );
}
