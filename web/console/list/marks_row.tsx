/** Marks of a conference beside each other. */

import type { ConferenceMark } from "./marks";

export function Marks({ marks }: { marks: readonly ConferenceMark[] }) {
  return (
    <span class="marks">
      {marks.map(({ words, tone }) => (
        <span key={words} class={`badge ${tone}`}>
          {words}
        </span>
      ))}
    </span>
  );
}
