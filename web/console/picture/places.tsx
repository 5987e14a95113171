/** The places of the picture as buttons over it: pick somebody up, put somebody down; dragging does the same. */

import { pictureWords } from "./picture_words";
import { nameOf } from "../../shared/names";
import { useEffect, useRef } from "preact/hooks";
import type { Mover } from "freeswitch-functions-client";
import { PLACE } from "./use_drag";
import { displaced, holderOf, placeName } from "./seating";
import type { Canvas, Member, Place } from "../api/shapes";

interface PlacesProps {
  canvas: Canvas;
  members: Member[];
  movers: readonly Mover[];
  picked: Member | null;
  may: boolean;
  /** Whether the keyboard goes to the first place when somebody is picked. */
  takesFocus: boolean;
  onPick: (member: Member) => void;
  /** A press on somebody's place, which may become dragging. */
  onPress: (member: Member, event: PointerEvent) => void;
  onChoose: (place: Place) => void;
}

const percent = (fraction: number) => `${fraction * 100}%`;

/** Where a place is in the picture, as CSS has it. */
export function box({ fractions: { x, y, width, height } }: Place) {
  return { left: percent(x), top: percent(y), width: percent(width), height: percent(height) };
}

export function Places({ canvas, members, movers, picked, may, takesFocus, onPick, onPress, onChoose }: PlacesProps) {
  const list = useRef<HTMLUListElement>(null);
  const say = pictureWords();
  const pickedUuid = picked?.uuid;

  useEffect(() => {
    if (pickedUuid && takesFocus) list.current?.querySelector("button")?.focus();
  }, [pickedUuid]);

  function wordsFor(place: Place, mover: Member): string {
    const other = displaced(canvas, members, mover, place);
    const words = say.put(nameOf(mover), placeName(place));
    return other ? say.then(words, nameOf(other.holder), other.to) : words;
  }

  function button(place: Place) {
    const here = members.find(({ uuid }) => uuid === place.member) ?? holderOf(place, members);
    if (picked) {
      if (place.slot === null) return null;
      const words = wordsFor(place, picked);
      return <button type="button" class="target" aria-label={words} title={words} onClick={() => onChoose(place)} />;
    }
    if (!here || !may) return null;
    const words = say.moveFrom(nameOf(here), placeName(place));
    return <button type="button" aria-label={words} title={words} onClick={() => onPick(here)} />;
  }

  return (
    <ul ref={list} class="places" aria-label={say.places}>
      {canvas.slots.map((place) => {
        const here = members.find(({ uuid }) => uuid === place.member);
        return (
          <li
            key={place.image}
            class={here && movers.some(({ member }) => member === here.uuid) ? "in-others-hand" : ""}
            style={box(place)}
            {...(place.slot !== null && { [PLACE]: place.image })}
            onPointerDown={(event) => may && here && !picked && onPress(here, event)}
          >
            {button(place)}
          </li>
        );
      })}
    </ul>
  );
}
