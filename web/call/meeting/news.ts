/** What happens in a meeting as sentences for a screen reader: who talks is none of it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { callsOf } from "freeswitch-functions-client";
import type { Conference } from "freeswitch-functions-client";
import { nameOf } from "../../shared/names";
import { callWords } from "../words/call_words";
import { signsOf } from "./signs";

export function newsOf(before: Conference, now: Conference, subject: string): string[] {
  const say = callWords().call;
  const news: string[] = [];
  const had = new Map(before.members.map((member) => [member.uuid, member]));
  const has = new Set(now.members.map(({ uuid }) => uuid));
  for (const member of now.members) if (!had.has(member.uuid)) news.push(say.came(nameOf(member)));
  for (const member of before.members) if (!has.has(member.uuid)) news.push(say.went(nameOf(member)));
  const [was, is] = [signsOf(before), signsOf(now)];
  if (was.recording === null && is.recording !== null) news.push(say.recordingBegan);
  if (was.recording !== null && is.recording === null) news.push(say.recordingEnded);
  if (was.live !== is.live) news.push(is.live ? say.liveBegan : say.liveEnded);
  if (was.locked !== is.locked) news.push(is.locked ? say.lockedNow : say.unlockedNow);
  if (was.observers !== is.observers) news.push(is.observers ? say.observedBy(is.observers) : say.observedNoMore);
  for (const { uuid, muted } of callsOf(now, subject)) {
    const earlier = had.get(uuid);
    if (earlier && earlier.muted !== muted) news.push(muted ? say.mutedByHost : say.heardAgain);
  }
  return news;
}

/** The latest of it. */
export function useNews(conference: Conference | null, subject: string): string {
  const before = useRef<Conference | null>(null);
  const [latest, setLatest] = useState("");
  useEffect(() => {
    const news = before.current && conference ? newsOf(before.current, conference, subject) : [];
    before.current = conference;
    if (news.length > 0) setLatest(news.join(" "));
  }, [conference, subject]);
  return latest;
}
