/** The picture with its places: choose a person, choose a place. */

import { useState } from "preact/hooks";
import type { RefObject } from "preact";
import type { Live, Mover } from "freeswitch-functions-client";
import { MoverList } from "../moving/mover_list";
import type { Client } from "../api/client";
import { seatsIn, twinOf } from "./layouts/layout_names";
import type { LayoutNames, Twin } from "./layouts/layout_names";
import { Picture } from "./picture";
import { Places } from "./places";
import { RealSwitch } from "./seen/real_switch";
import type { Drag } from "./use_drag";
import { SeatBar } from "./seat_bar";
import { freeing, freeStranded, isPictured, moveTo, reserved, seatUnseated, wishFor, withSeats } from "./seating";
import type { Move } from "./seating";
import { StillTaker } from "./seen/still_taker";
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
  mayObserve: boolean;
  /** Other operators who have somebody in hand. */
  movers: readonly Mover[];
  send: Send;
  onPick: (member: Member | null) => void;
  drag: Drag;
  /** What becomes of somebody who was dragged to an image, or beside the picture. */
  dropped: RefObject<((member: Member, image: number | null) => void) | null>;
}

export function Stage(props: StageProps) {
  const { client, live, conference, picture, canvas, names, picked, may, mayObserve, movers } = props;
  const { send, onPick, drag, dropped } = props;
  const [isReal, setReal] = useState(false);
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

  dropped.current = (member, image) => {
    const place = image === null ? undefined : canvas?.slots.find((one) => one.image === image);
    if (canvas && place && place.slot !== null && place.slot !== member.slot)
      order(moveTo(canvas, members, member, place));
    else onPick(null);
  };

  return (
    <div class="stage">
      <Picture
        client={client}
        live={live}
        conference={conference}
        drawn={picture}
        canvas={canvas}
        isReal={isReal}
        may={may}
        mayObserve={mayObserve}
      >
        {canvas && reserved(canvas).length > 0 && (
          <Places
            canvas={canvas}
            members={members}
            movers={movers}
            picked={picked}
            may={may}
            takesFocus={!drag.isDragging()}
            onPick={onPick}
            onPress={(member, event) => drag.begin(member, event)}
            onChoose={(place) => picked && order(moveTo(canvas, members, picked, place))}
          />
        )}
        <MoverList movers={movers} members={members} />
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
      <RealSwitch isReal={isReal} onReal={setReal} />
      <StillTaker client={client} live={live} conference={conference.name} may={may} send={send} />
    </div>
  );
}
