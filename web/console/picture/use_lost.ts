/** Who was seen in the picture and is not any more, though they are still there to be seen. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Canvas, Member } from "../api/shapes";
import { isPictured } from "./seating";

/** Of those who were seen, who is in no place now; whoever left, or is not to be seen, is not lost. */
export function lostAfter(seen: ReadonlySet<string>, canvas: Canvas, members: readonly Member[]): string[] {
  return canvas.not_shown.filter(
    (uuid) => seen.has(uuid) && members.some((one) => one.uuid === uuid && isPictured(one)),
  );
}

const seenIn = ({ slots }: Canvas): string[] => slots.flatMap(({ member }) => (member === null ? [] : [member]));

/** Until they are seen again, or `dismiss` says that it is known. */
export function useLost(canvas: Canvas | null, members: readonly Member[]): { lost: Member[]; dismiss: () => void } {
  const seen = useRef<ReadonlySet<string>>(new Set());
  const [lost, setLost] = useState<string[]>([]);

  useEffect(() => {
    if (!canvas) return;
    const gone = lostAfter(seen.current, canvas, members);
    setLost(gone);
    seen.current = new Set([...seenIn(canvas), ...gone]);
  }, [canvas]);

  const dismiss = () => {
    seen.current = new Set([...seen.current].filter((uuid) => !lost.includes(uuid)));
    setLost([]);
  };
  return { lost: members.filter((one) => lost.includes(one.uuid) && isPictured(one)), dismiss };
}
