/** The caller's page: fill in, look into the camera, join, talk, leave. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { Notice } from "../shared/notice";
import { allows } from "../shared/token";
import type { Words } from "../shared/notice";
import { CallView } from "./call_view";
import type { Entrance } from "./entry/entrance";
import { useEntry } from "./entry/use_entry";
import { Welcome } from "./entry/welcome";
import { JoinForm } from "./join_form";
import { accessOf } from "./meeting/access";
import type { Access } from "./meeting/access";
import { Phone } from "./phone";
import type { Stage } from "./phone";
import { Preview } from "./preview";
import { firstWish, foreignServer, remember } from "./remembered";
import { useMedia } from "./use_media";
import { sipWish } from "./wish";
import type { FieldProblems, Wish } from "./wish";

function stageInWords(stage: Stage, number: string): string {
  switch (stage.name) {
    case "idle":
      return "";
    case "connecting":
      return "Connecting to the server …";
    case "signing-in":
      return "Signing in …";
    case "calling":
      return stage.ringing ? `${number} is ringing …` : `Calling ${number} …`;
    case "talking":
      return stage.waiting ? `You wait to be let into ${number}` : `You are in ${number}`;
  }
}

function foreignInWords(address: string): Words {
  return {
    title: `This page does not call ${address}`,
    hint: "The link that brought you here names that server. Nothing was sent to it.",
  };
}

/** Whoever came by a link into a room with a lobby sees the picture only. */
const mayLook = ({ claims }: Access): boolean => claims === null || allows(claims, "view");

interface CallPageProps {
  /** Those that the page may call. */
  servers: readonly string[];
  /** Of the API, as the link brought it; in memory only. */
  token: string | null;
}

export function CallPage({ servers, token }: CallPageProps) {
  const [wish, setWish] = useState<Wish>(() => firstWish(localStorage, location.hash, location.hostname, servers));
  const [given] = useState(() => accessOf(token, location.hash));
  const [foreign] = useState(() => foreignServer(location.hash, servers));
  const [problems, setProblems] = useState<FieldProblems>({});
  const [stage, setStage] = useState<Stage>({ name: "idle", failure: null });
  const [conference, setConference] = useState<MediaStream | null>(null);
  const phone = useMemo(() => new Phone(setStage, setConference), []);
  const media = useMedia();
  const entry = useEntry();
  // A link's own token is for its conference alone.
  const brought = entry.name === "open" ? entry.entrance.token : null;
  const access = useMemo(() => (brought === null ? given : accessOf(brought, "")), [brought, given]);
  const talking = stage.name === "talking";
  const words = stageInWords(stage, wish.number);

  useEffect(() => {
    // A closed page says goodbye instead of staying in the picture until the media time-out.
    const goodbye = () => phone.leave();
    addEventListener("pagehide", goodbye);
    return () => removeEventListener("pagehide", goodbye);
  }, [phone]);

  useEffect(() => {
    // The call has ended: camera and microphone go off with it.
    if (!talking) return;
    return () => {
      media.closeAll();
      document.querySelector("h1")?.focus();
    };
  }, [talking]);

  useEffect(() => {
    document.title = words || "Join a video conference";
  }, [words]);

  const joinByLink = async (entrance: Entrance) => {
    const { address, number, password } = entrance;
    const mine = { address, number, password, user: `${entrance.user}@${entrance.domain}` };
    const checked = sipWish(mine, servers);
    setProblems("problems" in checked ? checked.problems : {});
    if ("problems" in checked) return;
    setWish({ ...mine, user: entrance.name || "You" });
    const own = await media.open();
    if (own) phone.join(checked.sip, own, entrance.iceServers);
  };

  const join = async () => {
    const checked = sipWish(wish, servers);
    setProblems("problems" in checked ? checked.problems : {});
    if ("problems" in checked) {
      document.getElementById(Object.keys(checked.problems)[0] ?? "")?.focus();
      return;
    }
    remember(localStorage, wish);
    const own = await media.open();
    if (own) phone.join(checked.sip, own);
  };

  return (
    <>
      <p class="unseen" role="status">
        {words}
      </p>
      {stage.name === "talking" && media.stream ? (
        <CallView
          phone={phone}
          conference={conference}
          own={media.stream}
          camera={media.choice.camera}
          user={wish.user}
          number={wish.number}
          trouble={stage.trouble}
          waiting={stage.waiting}
          access={access && "token" in access && mayLook(access) && !stage.waiting ? access : null}
        />
      ) : (
        <main class="lobby">
          <h1 tabIndex={-1}>Join a video conference</h1>
          <Preview media={media} />
          <section class="card" aria-label="Join">
            {stage.name === "idle" && stage.failure && <Notice words={stage.failure} />}
            {stage.name === "idle" && !stage.failure && foreign && <Notice words={foreignInWords(foreign)} />}
            {stage.name === "idle" && access && "title" in access && <Notice words={access} tone="warn" />}
            {stage.name === "idle" && entry.name !== "none" ? (
              <>
                {problems.address && <Notice words={{ title: problems.address }} />}
                <Welcome entry={entry} onJoin={() => entry.name === "open" && void joinByLink(entry.entrance)} />
              </>
            ) : stage.name === "idle" ? (
              <JoinForm
                wish={wish}
                servers={servers}
                problems={problems}
                onChange={setWish}
                onJoin={() => void join()}
              />
            ) : (
              <div class="under-way">
                <div class="spinner" aria-hidden="true" />
                <p>{words}</p>
                <button type="button" onClick={() => phone.leave()}>
                  Cancel
                </button>
              </div>
            )}
          </section>
        </main>
      )}
    </>
  );
}
