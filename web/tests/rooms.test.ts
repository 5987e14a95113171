import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

const CONSOLE = resolve(import.meta.dirname, "../console");

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** A folder with all that is in it, or a file that lies in none. */
const roomOf = (path: string): string =>
  relative(CONSOLE, path)
    .split(sep)[0]!
    .replace(/\.tsx?$/, "");

/** Which room imports which other one. */
function arrows(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const path of files(CONSOLE)) {
    const others = found.get(roomOf(path)) ?? new Set<string>();
    for (const [, name] of readFileSync(path, "utf8").matchAll(/(?:from|import) "(\.[^"]+)(?<!\.css)"/g)) {
      const other = resolve(dirname(path), name!);
      if (other.startsWith(CONSOLE + sep) && roomOf(other) !== roomOf(path)) others.add(roomOf(other));
    }
    found.set(roomOf(path), others);
  }
  return found;
}

function reached(start: string, rooms: Map<string, Set<string>>): Set<string> {
  const seen = new Set<string>();
  const waiting = [start];
  for (let room = waiting.pop(); room !== undefined; room = waiting.pop()) {
    for (const other of rooms.get(room) ?? []) {
      if (!seen.has(other)) waiting.push(other);
      seen.add(other);
    }
  }
  return seen;
}

describe("the rooms of the operator's page", () => {
  const rooms = arrows();

  it("are all found", () => {
    expect(reached("main", rooms)).toEqual(new Set([...rooms.keys()].filter((room) => !/^(main|vite)/.test(room))));
  });

  it("never import one that imports them, whatever lies between", () => {
    expect([...rooms.keys()].filter((room) => reached(room, rooms).has(room))).toEqual([]);
  });
});
