/** A layout as a small drawing: its places, and who would be in them. */

import { nameOf } from "../../../shared/names";
import type { Layout, Member } from "../../api/shapes";
import type { PlaceAhead } from "./preview";

// As the picture mostly is.
const WIDTH = 640;
const HEIGHT = 360;
/** What a letter takes of its height, roughly: what does not fit is cut. */
const LETTER = 0.6;
const LARGEST_LETTER = 30;

interface LayoutDrawingProps {
  places: readonly Pick<PlaceAhead, "x" | "y" | "width" | "height" | "member">[];
  /** Whether names stand in the places. */
  named?: boolean;
}

/** The places of a layout with nobody in them. */
export function emptyPlaces({ images }: Pick<Layout, "images">): LayoutDrawingProps["places"] {
  return images
    .filter(({ file_only }) => !file_only)
    .map(({ x, y, scale, hscale }) => ({
      ...{ x: x / 360, y: y / 360, width: scale / 360, height: (hscale ?? scale) / 360 },
      member: null,
    }));
}

function nameIn(member: Member, letters: number): string {
  const name = Array.from(nameOf(member));
  return name.length <= letters ? name.join("") : `${name.slice(0, Math.max(1, letters - 1)).join("")}…`;
}

export function LayoutDrawing({ places, named = false }: LayoutDrawingProps) {
  return (
    <svg class="layout-drawing" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <rect class="canvas" width={WIDTH} height={HEIGHT} />
      {places.map(({ x, y, width, height, member }, index) => {
        const size = Math.min(LARGEST_LETTER, (height * HEIGHT) / 3);
        const letters = Math.floor((width * WIDTH - 8) / (size * LETTER));
        return (
          <g key={index}>
            <rect
              class={member ? "taken" : ""}
              x={x * WIDTH + 2}
              y={y * HEIGHT + 2}
              width={Math.max(1, width * WIDTH - 4)}
              height={Math.max(1, height * HEIGHT - 4)}
            />
            {named && member && (
              <text x={(x + width / 2) * WIDTH} y={(y + height / 2) * HEIGHT + size / 3} font-size={size}>
                {nameIn(member, letters)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
