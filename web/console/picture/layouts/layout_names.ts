/** Names of layouts and their groups, and which of them has the same places with seats. */

import { pictureWords } from "../picture_words";
import type { Canvas } from "../../api/shapes";

export interface LayoutNames {
  layouts: string[];
  groups: string[];
}

/** What stands in a form for a layout or a group; the API keeps the two apart. */
export type LayoutChoice = string;

export type LayoutChange = { layout: string } | { layout_group: string };

/** A layout or group whose places all have names; `layout` is what shows as many people as now. */
export interface Twin {
  choice: LayoutChoice;
  layout: string;
}

const GROUP = "group:";
// So the library names a layout's twin.
const SEATS = "-seats";

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function itemsIn(answer: unknown, field: string): unknown[] {
  return isRecord(answer) && Array.isArray(answer[field]) ? answer[field] : [];
}

function texts(items: unknown[], field: string): string[] {
  const found = items.map((item) => (isRecord(item) ? item[field] : null));
  return found.filter((text): text is string => typeof text === "string" && text !== "");
}

export function namesIn(answer: unknown): string[] {
  return texts(itemsIn(answer, "items"), "name");
}

/** The names of a layout's places, in the order in which they fill. */
export function seatsIn(layout: unknown): string[] {
  return texts(itemsIn(layout, "images"), "reservation_id");
}

export const isSeated = (name: string): boolean => name.endsWith(SEATS);

export const ofGroup = (group: string): LayoutChoice => `${GROUP}${group}`;

export function changeTo(choice: LayoutChoice): LayoutChange {
  return choice.startsWith(GROUP) ? { layout_group: choice.slice(GROUP.length) } : { layout: choice };
}

export const nameIn = (choice: LayoutChoice): string => choice.replace(GROUP, "");

export function inWords(choice: LayoutChoice): string {
  return choice.startsWith(GROUP) ? pictureWords().groupInWords(nameIn(choice)) : choice;
}

/** What is shown now, as a choice. */
export function shownIn({ layout, layout_group }: Pick<Canvas, "layout" | "layout_group">): LayoutChoice | null {
  return layout_group === null ? layout : ofGroup(layout_group);
}

/** With more people than the layout has places, the seats of the grid that holds them all. */
export function twinOf(
  { layout, layout_group, slots }: Canvas,
  { layouts, groups }: LayoutNames,
  people = 0,
): Twin | null {
  const seated = `${layout}${SEATS}`;
  const grid = `grid-${people}${SEATS}`;
  if (people > slots.length && layouts.includes(grid)) return { choice: grid, layout: grid };
  if (layout === null || !layouts.includes(seated)) return null;
  if (layout_group === null) return { choice: seated, layout: seated };
  return groups.includes(`${layout_group}${SEATS}`)
    ? { choice: ofGroup(`${layout_group}${SEATS}`), layout: seated }
    : { choice: seated, layout: seated };
}

/** Whether a layout, as the API tells it, has a place for whoever has the floor; one that cannot be read may have. */
export function hasFloor(layout: unknown): boolean {
  const { images } = (layout ?? {}) as { images?: { floor?: boolean; floor_only?: boolean }[] };
  return !Array.isArray(images) || images.some(({ floor, floor_only }) => floor === true || floor_only === true);
}
