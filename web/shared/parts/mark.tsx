/** A mark with a place of its own: the place stays when the mark is not there, so that nothing moves. */

import { Icon } from "./icon";
import type { IconName } from "./icon";

interface MarkProps {
  icon: IconName;
  /** What it means; null: it is not there. */
  words: string | null;
  tone?: "warn" | "good" | "bad" | "";
}

export function Mark({ icon, words, tone = "" }: MarkProps) {
  if (words === null) return <span class="mark" />;
  return (
    <span class={`mark ${tone}`} title={words}>
      <Icon name={icon} />
      <span class="unseen" dir="auto">
        {words}
      </span>
    </span>
  );
}
