/** Names of layouts and slots out of whatever the server tells about them, to choose from instead of typing. */

const SLOT_KEYS = ["slot", "reservation_id"];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function layoutNames(answer: unknown): string[] {
  const items = isRecord(answer) && Array.isArray(answer["items"]) ? answer["items"] : [];
  const names = items.map((item: unknown) => (isRecord(item) ? item["name"] : item));
  return names.filter((name) => typeof name === "string");
}

/** Every slot of every canvas, each once, in the canvas's order. */
export function slotNames(canvas: unknown): string[] {
  if (Array.isArray(canvas)) return [...new Set(canvas.flatMap(slotNames))];
  if (!isRecord(canvas)) return [];
  const found = Object.entries(canvas).flatMap(([key, value]) => {
    return SLOT_KEYS.includes(key) && typeof value === "string" ? [value] : slotNames(value);
  });
  return [...new Set(found)];
}
