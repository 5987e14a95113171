/** Below the picture: everything that is done to the conference as a whole. */

import type { Client } from "../api/client";
import type { Canvas, Conference } from "../api/shapes";
import { LowerThirds } from "../banners/lower_thirds";
import { BringIn } from "../bringing/bring_in";
import { Recordings } from "../outputs/recordings";
import { Streams } from "../outputs/streams";
import { Hosting } from "../people/hosting";
import { LayoutForm } from "../picture/layouts/layout_form";
import { Dressing } from "../picture/dressing";
import type { LayoutList } from "../picture/layouts/use_layout_names";
import type { Newcomers } from "../picture/use_newcomers";
import type { Send } from "../outcomes/use_outcomes";
import { Sound } from "../sound/sound";
import type { Ability, Claims } from "../../shared/token";

interface ControlsProps {
  client: Client;
  conference: Conference;
  canvas: Canvas | null;
  names: LayoutList;
  claims: Claims | null;
  may: (ability: Ability) => boolean;
  isKnown: boolean;
  newcomers: Newcomers["choice"];
  onNewcomers: Newcomers["choose"];
  send: Send;
}

export function Controls(props: ControlsProps) {
  const { client, conference, canvas, names, claims, may, isKnown, newcomers, onNewcomers, send } = props;
  const mayControl = may("control");
  const mayHost = mayControl || may("host");
  return (
    <div class="controls">
      <LayoutForm
        client={client}
        conference={conference}
        canvas={canvas}
        names={names}
        may={mayControl}
        newcomers={newcomers}
        onNewcomers={onNewcomers}
        send={send}
      />
      <Recordings client={client} conference={conference} may={may("record")} send={send} />
      <LowerThirds conference={conference} may={mayHost} send={send} />
      <Streams conference={conference} may={may("stream")} send={send} />
      <Sound client={client} conference={conference} may={mayControl} send={send} />
      <Dressing
        client={client}
        conference={conference}
        canvas={canvas}
        isStaged={newcomers !== null && newcomers !== undefined}
        may={mayControl}
        send={send}
      />
      <BringIn client={client} conference={conference} claims={claims} isKnown={isKnown} send={send} />
      <Hosting conference={conference} may={mayHost} mayLimit={mayControl} send={send} />
    </div>
  );
}
