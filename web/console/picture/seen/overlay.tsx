/** Over the real picture, to the pixel: whose place is where, who talks, whose hand is up, who is muted, and who is hidden. */

import { nameOf } from "../../../shared/names";
import { Icon } from "../../../shared/parts/icon";
import type { Canvas, Member } from "../../api/shapes";
import { box } from "../places";
import { holderOf, placeName } from "../seating";
import { pictureWords } from "../picture_words";

export function Overlay({ canvas, members }: { canvas: Canvas; members: Member[] }) {
  const say = pictureWords().real;
  return (
    <ul class="overlay" aria-label={say.overlay}>
      {canvas.slots.map((place) => {
        const here = members.find(({ uuid }) => uuid === place.member);
        const holder = here ?? holderOf(place, members);
        const isHandUp = typeof holder?.hand_raised_at === "string";
        return (
          <li key={place.image} class={here?.talking ? "talking" : ""} style={box(place)}>
            <span class="label">
              {isHandUp && <Icon name="hand" />}
              {holder?.muted && <Icon name="microphoneOff" />}
              {holder && !here && <Icon name="cameraOff" />}
              <bdi class="cut">{holder ? nameOf(holder) : placeName(place)}</bdi>
              {isHandUp && <span class="unseen">, {say.handUp}</span>}
              {holder?.muted && <span class="unseen">, {say.muted}</span>}
              {holder && !here && <span class="unseen">, {say.hidden}</span>}
              {here?.talking && <span class="unseen">, {say.talking}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
