/** The caller's page: come in, look into the camera, join, talk, leave. */

import { useEffect, useMemo, useState } from "preact/hooks";
import * as jssip from "jssip";
import { iceOf, storageOf, whereOf } from "freeswitch-functions-client";
import type { Entrance } from "freeswitch-functions-client";
import { useLanguage } from "../shared/language/language";
import type { Words } from "../shared/notice";
import { allows } from "../shared/token";
import { CallView } from "./call_view";
import { PasteLink } from "./entry/paste_link";
import { useEntry } from "./entry/use_entry";
import { Welcome } from "./entry/welcome";
import { JoinForm } from "./joining/join_form";
import { Lobby, UnderWay } from "./joining/lobby";
import { firstWish, foreignServer, nameBefore, remember, rememberName } from "./joining/remembered";
import { useMedia } from "./media/use_media";
import { accessOf } from "./meeting/access";
import type { Access } from "./meeting/access";
import { useMeeting } from "./meeting/use_meeting";
import { stageInWords } from "./phone/stage_words";
import { useCall } from "./phone/use_call";
import { useEnding } from "./phone/use_ending";
import { sipWish } from "./phone/wish";
import type { FieldProblems, Wish } from "./phone/wish";
import { callWords } from "./words/call_words";

const LOCAL = storageOf("localStorage");

/** What a token without it is good for is the picture only. */
const mayLook = ({ claims }: Access): boolean => claims === null || allows(claims, "view");

interface CallPageProps {
  /** Those that the page may call. */
  servers: readonly string[];
  /** Of the API, as the link brought it; in memory only. */
  token: string | null;
}

export function CallPage({ servers, token }: CallPageProps) {
  const [language, chooseLanguage] = useLanguage();
  const [wish, setWish] = useState<Wish>(() => firstWish(LOCAL, location.hash, location.hostname, servers));
  const [given] = useState(() => accessOf(token, location.hash));
  const [foreign] = useState(() => foreignServer(location.hash, servers));
  const [byNumber, setByNumber] = useState(() => Boolean(wish.number || wish.user || foreign));
  const [problems, setProblems] = useState<FieldProblems>({});
  const media = useMedia();
  const call = useCall(jssip, media);
  const { stage, isAsking } = call;
  const [isEnding, setEnding] = useState(false);
  const isFree = stage.name === "idle" && !isAsking && !isEnding;
  const entry = useEntry(isFree);
  const [calledBy, setCalledBy] = useState<Entrance | null>(null);
  const shown = entry.name === "open" ? entry.entrance : null;
  const isForNothing = entry.name === "refused" && !entry.refused.again && entry.refused.at === null;
  // A link's own token is for its conference alone, and a call is with the one by which it was made.
  const brought = (isFree ? shown : calledBy)?.token ?? null;
  const access = useMemo(() => (brought === null ? given : accessOf(brought, "")), [brought, given]);
  const talking = stage.name === "talking";
  const say = callWords();
  const failure = stage.name === "idle" ? stage.failure : null;
  const mayWatch = access && "token" in access && mayLook(access) ? access : null;
  const meeting = useMeeting((talking && !stage.waiting) || isEnding ? mayWatch : null);
  const ended = useEnding(failure, meeting?.ending ?? null);
  const words = isAsking ? say.page.asking : ended.isOpen ? "" : stageInWords(stage, wish.number);

  useEffect(() => {
    // What is told of the meeting is followed until it is known why the call has ended.
    if (talking) setEnding(mayWatch !== null && !stage.waiting);
    else if (!ended.isFollowed) setEnding(false);
  });

  useEffect(() => {
    // Whoever cannot come in is not filmed.
    if (isForNothing && isFree) media.closeAll();
  }, [isForNothing, isFree]);

  useEffect(() => {
    if (!talking) return;
    return () => document.querySelector("h1")?.focus();
  }, [talking]);

  useEffect(() => {
    document.title = words || say.page.title;
  }, [words, language]);

  const joinByLink = async (entrance: Entrance, name: string) => {
    const { address, number, password } = entrance;
    const mine = { address, number, password, user: `${entrance.user}@${entrance.domain}` };
    const checked = sipWish(mine, servers);
    setProblems("problems" in checked ? checked.problems : {});
    if ("problems" in checked) return;
    if (!entrance.name) rememberName(LOCAL, name);
    setWish({ ...mine, user: name });
    setCalledBy(entrance);
    await call.begin(checked.sip, { ...iceOf(entrance), ...whereOf(entrance, { servers }) }, name);
  };

  const join = async () => {
    const checked = sipWish(wish, servers);
    setProblems("problems" in checked ? checked.problems : {});
    if ("problems" in checked) {
      document.getElementById(Object.keys(checked.problems)[0] ?? "")?.focus();
      return;
    }
    remember(LOCAL, wish);
    setCalledBy(null);
    await call.begin(checked.sip, {}, "");
  };

  if (talking && call.own)
    return (
      <>
        <p class="unseen" role="status">
          {words}
        </p>
        <CallView
          phone={call.phone}
          conference={call.conference}
          own={call.own}
          media={media}
          firstCard={call.card}
          name={calledBy ? wish.user : (wish.user.split("@")[0] ?? "")}
          number={wish.number}
          trouble={stage.trouble}
          waiting={stage.waiting}
          meeting={stage.waiting ? null : meeting}
        />
      </>
    );

  const idle = stage.name === "idle" && !isAsking && !ended.isOpen;
  const notices: { words: Words; tone?: "bad" | "warn" }[] = [];
  if (idle && ended.words) notices.push({ words: ended.words });
  else if (idle && foreign) notices.push({ words: say.page.foreign(foreign) });
  if (idle && access && "title" in access) notices.push({ words: access, tone: "warn" });
  if (idle && entry.name !== "none" && problems.address) notices.push({ words: { title: problems.address } });
  return (
    <>
      <p class="unseen" role="status">
        {words}
      </p>
      <Lobby
        media={isForNothing && isFree ? null : media}
        notices={notices}
        language={language}
        onLanguage={chooseLanguage}
      >
        {!idle ? (
          <UnderWay words={words} onCancel={ended.isOpen ? null : call.leave} />
        ) : entry.name !== "none" ? (
          <Welcome
            entry={entry}
            firstName={nameBefore(LOCAL)}
            onJoin={(name) => entry.name === "open" && void joinByLink(entry.entrance, name)}
          />
        ) : (
          <>
            {!byNumber && <PasteLink />}
            <details
              class="other-ways"
              open={byNumber}
              onToggle={({ currentTarget }) => setByNumber(currentTarget.open)}
            >
              <summary>{say.link.otherWays}</summary>
              <JoinForm
                wish={wish}
                servers={servers}
                problems={problems}
                onChange={setWish}
                onJoin={() => void join()}
              />
            </details>
          </>
        )}
      </Lobby>
    </>
  );
}
