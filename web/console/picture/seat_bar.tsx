/** Below the picture: what to do next to move somebody, in the words of the layout that is shown. */

import { nameOf } from "../../shared/names";
import type { Twin } from "./layout_names";
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
  const seated = reserved(canvas).length > 0;
  const left = unseated(canvas, members);
  const away = stranded(canvas, members);
  const free = reserved(canvas).some((place) => !holderOf(place, members));
  return (
    <div class="seat-bar">
      <p role="status">{wordsFor(canvas, picked, twin, seated)}</p>
      {left.length > 0 && (
        <p>
          Not in the picture: {namesOf(left)}. {free ? "They have no place in it." : "There is no place left."}
        </p>
      )}
      {away.length > 0 && <p>Not in the picture: {namesOf(away)}. They keep places that this layout does not have.</p>}
      <div class="buttons">
        {!seated && twin && (
          <button type="button" disabled={!may} onClick={() => props.onGiveSeats(twin)}>
            Give everybody a seat
          </button>
        )}
        {left.length > 0 && free && (
          <button type="button" disabled={!may} onClick={props.onSeat}>
            Give them places
          </button>
        )}
        {away.length > 0 && (
          <button type="button" disabled={!may} onClick={props.onFreeStranded}>
            Show them anywhere
          </button>
        )}
        {seated && picked?.slot && (
          <button type="button" onClick={() => props.onFree(picked)}>
            {hasOpenPlaces(canvas) ? "Any free place" : "Out of the picture"}
          </button>
        )}
        {picked && (
          <button type="button" onClick={props.onCancel}>
            Cancel
          </button>
        )}
      </div>
    </div>
  );
}

function wordsFor({ layout, stale }: Canvas, picked: Member | null, twin: Twin | null, seated: boolean): string {
  const name = layout ?? "this layout";
  const doubt = stale ? ` ${name} was changed after this conference began, so the picture may be another.` : "";
  if (!seated) {
    const way = twin ? "Give everybody a seat first" : "Choose a layout with seats first";
    return `In ${name} FreeSWITCH itself decides who is where. ${way}, then people can be moved.${doubt}`;
  }
  if (picked) return `Choose a place for ${nameOf(picked)}.${doubt}`;
  return `To move somebody, choose them in the picture or with Move below, then a place.${doubt}`;
}
