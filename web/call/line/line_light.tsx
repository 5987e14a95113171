/** The caller's own line as a light with words. */

import type { Line } from "freeswitch-functions-client";
import { locale } from "../../shared/language/language";
import { callWords } from "../words/call_words";

export function LineLight({ line }: { line: Line | null }) {
  const say = callWords().line;
  const words = say[line?.is ?? "unknown"];
  const loss = ((line?.loss ?? 0) * 100).toLocaleString(locale(), { maximumFractionDigits: 1 });
  const title = line ? `${words}: ${say.figures(loss, String(line.roundTripMilliseconds ?? "?"))}` : words;
  return (
    <span class={`line-light ${line?.is ?? "unknown"}`} role="img" aria-label={title} title={title}>
      <i />
      <i />
      <i />
    </span>
  );
}
