import { expect, test } from "vitest";
import { keepLines, keptLines, lineOf, MOST_KEPT, withLine } from "../../../console/banners/library";

function shelf(): Pick<Storage, "getItem" | "setItem"> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

test("a line is one line, without the braces that FreeSWITCH reads as options", () => {
  expect(lineOf("  Ada\n Lovelace {fg=#fff} ")).toBe("Ada Lovelace fg=#fff");
  expect(Array.from(lineOf("😀".repeat(300)))).toHaveLength(256);
});

test("a line is kept once, nothing is no line, and there is an end", () => {
  expect(withLine(["a"], "b")).toEqual(["a", "b"]);
  expect(withLine(["a"], " a ")).toEqual(["a"]);
  expect(withLine(["a"], "  ")).toEqual(["a"]);
  const full = Array.from({ length: MOST_KEPT }, (_, at) => `${at}`);
  expect(withLine(full, "one more")).toEqual(full);
});

test("each conference has its own", () => {
  const where = shelf();
  keepLines("internal", ["Ada"], where);

  expect(keptLines("internal", where)).toEqual(["Ada"]);
  expect(keptLines("external", where)).toEqual([]);
});

test.each(["no JSON", "7", '{"a": 1}', '[7, "Ada", null]'])(
  "what is kept and is no library of ours (%s) harms nothing",
  (kept) => {
    expect(keptLines("internal", { getItem: () => kept })).toEqual(kept.includes("Ada") ? ["Ada"] : []);
  },
);

test("a browser that keeps nothing has an empty library", () => {
  const closed = () => {
    throw new Error("closed");
  };
  keepLines("internal", ["Ada"], { setItem: closed });

  expect(keptLines("internal", { getItem: closed })).toEqual([]);
});
