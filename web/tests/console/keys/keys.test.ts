import { expect, test } from "vitest";
import { actOf, KEYS } from "../../../console/keys/keys";
import { keyWords } from "../../../console/keys/key_words";
import type { Pressed } from "../../../shared/keys/pressed";

const press = (key: string, more: Partial<Pressed> = {}) =>
  actOf({ ...{ key, ctrlKey: false, altKey: false, metaKey: false, repeat: false, isComposing: false }, ...more });

test("each number is a scene, each letter what it is explained as", () => {
  expect(press("7")).toEqual({ act: "scene", number: 7 });
  expect(press("0")).toBeNull();
  for (const { act, key } of KEYS) expect(press(key)?.act).toBe(act);
  expect(press("N")?.act).toBe("next");
});

test("other programs' keys, one that is held down and half a letter are left alone", () => {
  for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { repeat: true }, { isComposing: true }])
    expect(press("n", more)).toBeNull();
});

test("every key is explained", () => {
  for (const { act } of KEYS) expect(keyWords().does[act]).not.toBe("");
});
