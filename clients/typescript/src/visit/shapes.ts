/** What a visit needs, and what is told of it. */

import type { Ending } from "../call/ending.ts";
import type { PlaceInPicture } from "../call/places.ts";
import type { CallFailure, Stage } from "../call/shapes.ts";
import type { SipLibrary } from "../call/sip.ts";
import type { RedeemOptions } from "../entry/entrance.ts";
import type { LiveOptions } from "../live/live.ts";
import type { Watched } from "../live/track.ts";

/** Around the picture: what `live.watch` tells, and the places to draw over it. */
export interface Around extends Watched {
  places: PlaceInPicture[];
}

/** Why the call is over: as the switch says it (null: by one's own wish), and where it says nothing, as the feed does. */
export interface Over {
  failure: CallFailure | null;
  ending: Ending | null;
}

/** What is told; whatever is left out is told to nobody. */
export interface Told {
  /** How far the call is. */
  stage?: (stage: Stage) => void;
  /** The conference's picture and sound. */
  picture?: (conference: MediaStream) => void;
  /** What happens in the meeting; nothing for whose link brings no right to see it (a room with a lobby). */
  around?: (around: Around) => void;
  over?: (over: Over) => void;
}

export interface VisitOptions extends RedeemOptions {
  /** `import * as jssip from "jssip"`. */
  jssip: SipLibrary;
  /** SIP servers that this page may call; left out, whichever the API names. */
  servers?: readonly string[];
  /** Where this browser and this tab keep what they are known by; the browser's own without it. */
  storage?: { local: Storage; session: Storage };
  live?: LiveOptions;
}
