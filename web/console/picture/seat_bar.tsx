/** Below the picture: what to do next to move somebody, in the words of the layout that is shown. */

import { pictureWords } from "./picture_words";
import { nameOf } from "../../shared/names";
import type { Twin } from "./layouts/layout_names";
import { hasOpenPlaces, holderOf, namesOf, reserved, stranded, unseated } from "./seating";
import type { Canvas, Member } from "../api/shapes";

interface SeatBarProps {
  canvas: Canvas;
  members: Member[];
  picked: Member | null;
  twin: Twin | null;
  may: boolean;
  onFree: (member: Member) => void;
  onCancel: () => void;
  onSeat: () => void;
  onFreeStranded: () => void;
  onGiveSeats: (twin: Twin) => void;
}

export function SeatBar(props: SeatBarProps) {
  const { canvas, members, picked, twin, may } = props;
  const say = pictureWords();
  const seated = reserved(canvas).length > 0;
  const left = unseated(canvas, members);
  const away = stranded(canvas, members);
  const free = reserved(canvas).some((place) => !holderOf(place, members));
  return (
    <div class="seat-bar">
      <div class="says" tabIndex={0} role="group" aria-label={say.next}>
        {left.length > 0 && <p>{say.left(namesOf(left), free)}</p>}
        {away.length > 0 && <p>{say.stranded(namesOf(away))}</p>}
        <p role="status">{wordsFor(canvas, picked, twin, seated)}</p>
      </div>
      <div class="buttons">
        {!seated && twin && (
          <button type="button" disabled={!may} onClick={() => props.onGiveSeats(twin)}>
            {say.giveSeats}
          </button>
        )}
        {left.length > 0 && free && (
          <button type="button" disabled={!may} onClick={props.onSeat}>
            {say.givePlaces}
          </button>
        )}
        {away.length > 0 && (
          <button type="button" disabled={!may} onClick={props.onFreeStranded}>
            {say.showAnywhere}
          </button>
        )}
        {seated && picked?.slot && (
          <button type="button" onClick={() => props.onFree(picked)}>
            {hasOpenPlaces(canvas) ? say.anyFreePlace : say.outOfPicture}
          </button>
        )}
        {picked && (
          <button type="button" onClick={props.onCancel}>
            {say.cancel}
          </button>
        )}
      </div>
    </div>
  );
}

function wordsFor({ layout, stale }: Canvas, picked: Member | null, twin: Twin | null, seated: boolean): string {
  const say = pictureWords();
  const name = layout ?? say.thisLayout;
  const doubt = stale ? say.doubt(name) : "";
  if (!seated) return say.decides(name, twin ? say.giveSeatsFirst : say.chooseSeatsFirst, doubt);
  return picked ? say.choosePlace(nameOf(picked), doubt) : say.toMove(doubt);
}
