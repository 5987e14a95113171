/**
 * Dragging a person by mouse, pen or finger: pointer events, for the browser's own dragging knows no finger.
 *
 * A press that goes nowhere is a click, and does what the button does.
 */

import { useEffect, useRef } from "preact/hooks";
import type { Member } from "../api/shapes";

/** A hand trembles so far. */
const STILL_PIXELS = 6;
/** Of a place in the picture: the number of its image. */
export const PLACE = "data-image";

interface Way {
  member: Member;
  x: number;
  y: number;
  pointer: number;
  isDragging: boolean;
}

interface DragProps {
  /** Somebody is on their way, or (null) not any more. */
  onPick: (member: Member | null) => void;
  /** The image that they were dropped on; null: beside the picture. */
  onDrop: (member: Member, image: number | null) => void;
}

export interface Drag {
  /** Where a press may become a way. */
  begin: (member: Member, event: PointerEvent) => void;
  /** Whether somebody is dragged: then the keyboard stays where it is. */
  isDragging: () => boolean;
}

/** The image under a point of the page. */
export function imageAt(x: number, y: number): number | null {
  const place = document.elementFromPoint(x, y)?.closest(`[${PLACE}]`);
  const image = place?.getAttribute(PLACE) ?? null;
  return image === null ? null : Number(image);
}

export function useDrag(props: DragProps): Drag {
  const now = useRef(props);
  now.current = props;
  const way = useRef<Way | null>(null);

  useEffect(() => {
    const isOurs = (event: PointerEvent): Way | null => (way.current?.pointer === event.pointerId ? way.current : null);
    const move = (event: PointerEvent) => {
      const found = isOurs(event);
      if (!found || found.isDragging) return;
      if (Math.hypot(event.clientX - found.x, event.clientY - found.y) < STILL_PIXELS) return;
      found.isDragging = true;
      now.current.onPick(found.member);
    };
    const end = (event: PointerEvent) => {
      const found = isOurs(event);
      way.current = null;
      if (!found?.isDragging) return;
      // The button on which the press began, or the one below, is not clicked.
      const stop = (click: Event) => {
        click.stopPropagation();
        click.preventDefault();
      };
      document.addEventListener("click", stop, { capture: true, once: true });
      setTimeout(() => document.removeEventListener("click", stop, { capture: true }));
      if (event.type === "pointerup") now.current.onDrop(found.member, imageAt(event.clientX, event.clientY));
      else now.current.onPick(null);
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
    return () => {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", end);
      document.removeEventListener("pointercancel", end);
    };
  }, []);

  return {
    begin: (member, { clientX: x, clientY: y, pointerId: pointer, button }) => {
      if (button === 0) way.current = { member, x, y, pointer, isDragging: false };
    },
    isDragging: () => way.current?.isDragging ?? false,
  };
}
