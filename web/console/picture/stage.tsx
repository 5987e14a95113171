/** The picture with its places: choose a person, choose a place. */

import { useRef } from "preact/hooks";
import type { Live } from "freeswitch-functions-client";
import type { Client } from "../api/client";
import { seatsIn, twinOf } from "./layout_names";
import type { LayoutNames, Twin } from "./layout_names";
import { Picture } from "./picture";
import { Places } from "./places";
import { SeatBar } from "./seat_bar";
import { freeing, freeStranded, isPictured, moveTo, reserved, seatUnseated, wishFor, withSeats } from "./seating";
import type { Move } from "./seating";
import { StillTaker } from "./still_taker";
import type { Canvas, Conference, Member } from "../api/shapes";
import { pictureAsBefore } from "../outcomes/undoing";
import type { Send } from "../outcomes/use_outcomes";

interface StageProps {
  client: Client;
  live: Live;
  conference: Conference;
  /** Another one where the picture is. */
  picture: string;
  canvas: Canvas | null;
  names: LayoutNames;
  picked: Member | null;
  may: boolean;
  send: Send;
  onPick: (member: Member | null) => void;
}

export function Stage({ client, live, conference, picture, canvas, names, picked, may, send, onPick }: StageProps) {
  const dragged = useRef(false);
  const { members } = conference;
  const twin = canvas && twinOf(canvas, names, members.filter(isPictured).length);

  const order = (move: Move) => {
    onPick(null);
    void send({ ...wishFor(conference.name, move), undo: pictureAsBefore(conference, canvas) });
  };
  const giveSeats = async (now: Canvas, to: Twin) => {
    const layout = await client.optional(`/v1/layouts/${encodeURIComponent(to.layout)}`).catch(() => null);
    // Without the names of the places only the layout changes; who is left out is offered a place then.
    const undo = pictureAsBefore(conference, canvas);
    void send({ ...wishFor(conference.name, withSeats(now, members, to, seatsIn(layout))), undo });
  };

  return (
    <div class="stage">
      <Picture client={client} conference={conference} drawn={picture} canvas={canvas}>
        {canvas && reserved(canvas).length > 0 && (
          <Places
            canvas={canvas}
            members={members}
            picked={picked}
            may={may}
            takesFocus={!dragged.current}
            onPick={(member, byDragging) => {
              dragged.current = byDragging;
              onPick(member);
            }}
            onDrop={() => {
              dragged.current = false;
              onPick(null);
            }}
            onChoose={(place) => picked && order(moveTo(canvas, members, picked, place))}
          />
        )}
      </Picture>
      {canvas && (
        <SeatBar
          canvas={canvas}
          members={members}
          picked={picked}
          twin={twin}
          may={may}
          onFree={(member) => order(freeing(canvas, member))}
          onCancel={() => onPick(null)}
          onSeat={() => order(seatUnseated(canvas, members))}
          onFreeStranded={() => order(freeStranded(canvas, members))}
          onGiveSeats={(to) => void giveSeats(canvas, to)}
        />
      )}
      <StillTaker client={client} live={live} conference={conference.name} may={may} send={send} />
    </div>
  );
}
