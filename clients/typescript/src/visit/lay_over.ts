/** Names over the picture, for pages that draw them no other way. */

import type { PlaceInPicture } from "../call/places.ts";

const percent = (fraction: number): string => `${fraction * 100}%`;

/**
 * Puts a span over each place that somebody fills, in place of those of before. Its classes are `place` and, where it is so,
 * `talks`, `muted`, `own`; how these look is the page's to say. A screen reader is told none of it: a list of people says the same.
 *
 * @param box what is as large as the picture, and positioned
 * @param own what stands at one's own place
 */
export function layOver(box: HTMLElement, places: readonly PlaceInPicture[], own = "You"): void {
  const spans = places.map(({ x, y, width, height, member, isOwn }) => {
    const span = document.createElement("span");
    span.textContent = isOwn ? own : (member.name ?? member.user ?? "");
    span.classList.add("place");
    span.classList.toggle("talks", member.talking === true);
    span.classList.toggle("muted", member.muted === true);
    span.classList.toggle("own", isOwn);
    span.setAttribute("aria-hidden", "true");
    const where = { left: percent(x), top: percent(y), width: percent(width), height: percent(height) };
    Object.assign(span.style, { position: "absolute", boxSizing: "border-box", ...where });
    return span;
  });
  for (const old of box.querySelectorAll(".place")) old.remove();
  box.append(...spans);
}
