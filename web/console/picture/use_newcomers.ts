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
import type { Send } from "../outcomes/use_outcomes";
import { seatsFor } from "./newcomers";
import { pictureWords } from "./picture_words";

const FIRST_MILLISECONDS = 300;
const SPREAD_MILLISECONDS = 700;
// What was asked for a moment ago need not be asked for again.
const AGAIN_MILLISECONDS = 10_000;

interface Newcomers {
  conference: Conference;
  canvas: Canvas | null;
  /** Whom this page gives no place. */
  settled: ReadonlySet<string>;
  isOn: boolean;
  send: Send;
}

export function useNewcomers({ conference, canvas, settled, isOn, send }: Newcomers): void {
  const asked = useRef(new Map<string, number>());
  const now = useRef({ conference, canvas, settled });
  now.current = { conference, canvas, settled };
  const isShown = canvas !== null && (conference.layout_group !== null || canvas.layout === conference.layout);
  const seats = isOn && isShown ? seatsFor(canvas, conference.members, settled) : [];
  const wanted = seats.map(({ member, slot }) => `${member.uuid} ${slot}`).join(", ");

  useEffect(() => {
    if (!wanted) return;
    const seat = () => {
      const { conference: here, canvas: shown, settled: done } = now.current;
      for (const { member, slot } of shown ? seatsFor(shown, here.members, done) : []) {
        const key = `${member.uuid} ${slot}`;
        if (Date.now() - (asked.current.get(key) ?? 0) < AGAIN_MILLISECONDS) continue;
        asked.current.set(key, Date.now());
        const words = pictureWords().newcomer(nameOf(member), slot);
        void send({ words, method: "PATCH", path: memberPath(here.name, member.uuid), body: { slot }, picture: true });
      }
    };
    const timer = setTimeout(seat, FIRST_MILLISECONDS + Math.random() * SPREAD_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [wanted, send]);
}
