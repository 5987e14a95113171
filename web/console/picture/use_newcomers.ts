/**
 * Seats whoever comes while the page is open, unless that is switched off.
 *
 * Of several pages each waits a moment of its own and looks again: the first to ask has done it, and all would ask for the
 * same place.
 */

import { useEffect, useRef } from "preact/hooks";
import { nameOf } from "../../shared/names";
import { memberPath } from "../api/client";
import type { Canvas, Conference } from "../api/shapes";
import type { CommandEnd } from "../live/command_ends";
import type { Send } from "../outcomes/use_outcomes";
import { newcomersOf, seatsFor } from "./newcomers";
import { pictureWords } from "./picture_words";

const FIRST_MILLISECONDS = 300;
const SPREAD_MILLISECONDS = 700;
// What was asked for a moment ago need not be asked for again.
const AGAIN_MILLISECONDS = 10_000;

interface Newcomers {
  conference: Conference;
  canvas: Canvas | null;
  ends: readonly CommandEnd[];
  isOn: boolean;
  send: Send;
}

export function useNewcomers({ conference, canvas, ends, isOn, send }: Newcomers): void {
  const known = useRef<ReadonlySet<string> | null>(null);
  known.current ??= new Set(conference.members.map(({ uuid }) => uuid));
  const asked = useRef({ at: new Map<string, number>(), times: new Map<string, number>() });
  const now = useRef({ conference, canvas });
  now.current = { conference, canvas };
  const newcomers = useRef<ReadonlySet<string>>(new Set());
  newcomers.current = newcomersOf({
    known: known.current,
    members: conference.members,
    ends,
    asked: asked.current.times,
  });
  const isShown = canvas !== null && (conference.layout_group !== null || canvas.layout === conference.layout);
  const seats = isOn && isShown ? seatsFor(canvas, conference.members, newcomers.current) : [];
  const wanted = seats.map(({ member, slot }) => `${member.uuid} ${slot}`).join(", ");

  useEffect(() => {
    if (!wanted) return;
    const seat = () => {
      const { conference: here, canvas: shown } = now.current;
      for (const { member, slot } of shown ? seatsFor(shown, here.members, newcomers.current) : []) {
        const key = `${member.uuid} ${slot}`;
        const { at, times } = asked.current;
        if (Date.now() - (at.get(key) ?? 0) < AGAIN_MILLISECONDS) continue;
        at.set(key, Date.now());
        times.set(member.uuid, (times.get(member.uuid) ?? 0) + 1);
        const words = pictureWords().newcomer(nameOf(member), slot);
        void send({ words, method: "PATCH", path: memberPath(here.name, member.uuid), body: { slot }, picture: true });
      }
    };
    const timer = setTimeout(seat, FIRST_MILLISECONDS + Math.random() * SPREAD_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [wanted, send]);
}
