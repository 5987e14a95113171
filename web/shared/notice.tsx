/** One short message in words: what is wrong, and what to do about it. */

export interface Words {
  title: string;
  hint?: string;
}

export function Notice({ words, tone = "bad" }: { words: Words; tone?: "bad" | "warn" | "good" }) {
  return (
    <div class={`notice ${tone}`} role={tone === "good" ? "status" : "alert"}>
      <strong>{words.title}</strong>
      {words.hint && <span>{words.hint}</span>}
    </div>
  );
}
