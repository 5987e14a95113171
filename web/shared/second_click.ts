/** Two clicks that were meant as one are one, whatever has come under the mouse or the key between them. */

/** So soon after another one nobody means a second: by a finger, or by a key that is pressed twice or held down. */
export const TOGETHER_MILLISECONDS = 300;

const buttonOf = ({ target }: Event): Element | null => (target as Element).closest("button");

/** Of clicks of a mouse the browser itself says which is the second. */
export const isSecondOfMouse = (event: MouseEvent): boolean => event.detail > 1 && buttonOf(event) !== null;

export function holdBack(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Letters that press a call's buttons do it so: the next letter is another wish, and one that is held down is one already. */
const isOfPage = ({ isTrusted }: Event) => !isTrusted;

/**
 * Listens to the clicks of a whole page, before any button does. What asks for something that takes its time guards itself, too:
 * the next click may come long after the first. Buttons with `data-repeats`, as those of a keypad, are pressed as often as one likes.
 */
export function holdsBackSecondClicks(): (event: MouseEvent) => void {
  let last = -Infinity;
  return (event) => {
    const button = buttonOf(event);
    if (!button || button.hasAttribute("data-repeats") || isOfPage(event)) return;
    // Where it is not said what has clicked, it may have been a finger.
    const isOfMouse = (event as Partial<PointerEvent>).pointerType === "mouse";
    const isTooSoon = !isOfMouse && event.timeStamp - last < TOGETHER_MILLISECONDS;
    last = event.timeStamp;
    if (isTooSoon || isSecondOfMouse(event)) holdBack(event);
  };
}
