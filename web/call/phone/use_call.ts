/** One call at most, from the click that asks for it to its end: what comes back late for one that was given up begins nothing. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Phone } from "freeswitch-functions-client";
import type { JoinOptions, SipLibrary, SipWish, Stage } from "freeswitch-functions-client";
import { cameraOffCard } from "../media/camera_off";
import type { Card } from "../media/camera_off";
import type { Media } from "../media/use_media";

type Asking = Pick<JoinOptions, "iceServers" | "askIceServers" | "askWhere">;

export interface Call {
  phone: Phone;
  stage: Stage;
  /** Whether the browser asks for camera and microphone before the call can be made. */
  isAsking: boolean;
  conference: MediaStream | null;
  /** What is sent from the beginning. */
  own: MediaStream | null;
  /** What of it stands for a camera that is off. */
  card: Card | null;
  /** Does nothing while a call is under way. `name` stands on the card, too. */
  begin: (sip: SipWish, asking: Asking, name: string) => Promise<void>;
  /** Ends the call or the attempt. */
  leave: () => void;
}

export function useCall(library: SipLibrary, media: Media): Call {
  const [stage, setStage] = useState<Stage>({ name: "idle", failure: null });
  const [isAsking, setAsking] = useState(false);
  const [conference, setConference] = useState<MediaStream | null>(null);
  const [own, setOwn] = useState<MediaStream | null>(null);
  const card = useRef<Card | null>(null);
  const devices = useRef(media);
  devices.current = media;
  /** The call that was asked for last: two clicks come before anything is drawn anew. */
  const underWay = useRef<{ wasTalking: boolean } | null>(null);

  const over = () => {
    // The call has ended: camera and microphone go off with it. Whoever was not in one goes on looking at themselves.
    if (underWay.current?.wasTalking) devices.current.closeAll();
    else devices.current.giveBack();
    underWay.current = null;
    card.current?.stop();
    card.current = null;
    setAsking(false);
    setOwn(null);
    setConference(null);
  };

  const moved = (next: Stage) => {
    if (next.name === "talking" && underWay.current) underWay.current.wasTalking = true;
    if (next.name === "idle") over();
    setStage(next);
  };

  const phone = useMemo(() => new Phone(library, moved, setConference), []);

  const leave = () => {
    phone.leave();
    // The browser may have been asking still: then the phone knows of no call.
    if (underWay.current) over();
  };

  useEffect(() => {
    // The phone hangs up by itself when the page goes; who is asked for the camera still has none.
    addEventListener("pagehide", leave);
    return () => removeEventListener("pagehide", leave);
  }, []);

  const begin = async (sip: SipWish, asking: Asking, name: string) => {
    if (underWay.current) return;
    const mine = { wasTalking: false };
    underWay.current = mine;
    setAsking(true);
    const opened = await devices.current.take();
    if (underWay.current !== mine) return;
    setAsking(false);
    if (!opened) {
      over();
      return;
    }
    const { beginning, choice } = devices.current;
    card.current = beginning.hidden && choice.camera !== null ? cameraOffCard(name) : null;
    const sent = new MediaStream([...opened.getTracks(), ...(card.current ? [card.current.track] : [])]);
    setOwn(sent);
    try {
      phone.join(sip, sent, { ...asking, displayName: name });
    } catch (error) {
      over();
      throw error;
    }
  };

  return { phone, stage, isAsking, conference, own, card: card.current, begin, leave };
}
