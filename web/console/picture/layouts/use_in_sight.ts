/** Whether something has been in sight: what nobody has scrolled to need not be asked for. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";

export function useInSight<Part extends Element>(): { ref: RefObject<Part | null>; isSeen: boolean } {
  const ref = useRef<Part>(null);
  const [isSeen, setSeen] = useState(false);

  useEffect(() => {
    const part = ref.current;
    if (!part || isSeen) return;
    const watcher = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    watcher.observe(part);
    return () => watcher.disconnect();
  }, [isSeen]);

  return { ref, isSeen };
}
