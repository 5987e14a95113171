/** A button of one size with a drawing on it; its words are its name, and shown where the mouse rests. */

import { Icon } from "./icon";
import type { IconName } from "./icon";

interface IconButtonProps {
  icon: IconName;
  words: string;
  /** Whether something is so that is not the usual: muted, hidden, picked. */
  isOn?: boolean;
  disabled?: boolean;
  pressed?: boolean;
  expanded?: boolean;
  /** Whether something can be dragged by it. */
  onPress?: (event: PointerEvent) => void;
  onClick: () => void;
}

export function IconButton({
  icon,
  words,
  isOn = false,
  disabled = false,
  pressed,
  expanded,
  onPress,
  onClick,
}: IconButtonProps) {
  return (
    <button
      type="button"
      class={["icon-button", ...(isOn ? ["on"] : []), ...(onPress ? ["handle"] : [])].join(" ")}
      title={words}
      disabled={disabled}
      aria-pressed={pressed}
      aria-expanded={expanded}
      {...(onPress && { onPointerDown: onPress })}
      onClick={onClick}
    >
      <Icon name={icon} />
      <span class="unseen">{words}</span>
    </button>
  );
}
