/** The caller's page: fill in, look into the camera, join, talk, leave. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { Notice } from "../shared/notice";
import type { Words } from "../shared/notice";
import { CallView } from "./call_view";
import { JoinForm } from "./join_form";
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
      return `You are in ${number}`;
  }
}

function foreignInWords(address: string): Words {
  return {
    title: `This page does not call ${address}`,
    hint: "The link that brought you here names that server. Nothing was sent to it.",
  };
}

/** `servers`: those that the page may call. */
export function CallPage({ servers }: { servers: readonly string[] }) {
  const [wish, setWish] = useState<Wish>(() => firstWish(localStorage, location.hash, location.hostname, servers));
  const [foreign] = useState(() => foreignServer(location.hash, servers));
  const [problems, setProblems] = useState<FieldProblems>({});
  const [stage, setStage] = useState<Stage>({ name: "idle", failure: null });
  const [conference, setConference] = useState<MediaStream | null>(null);
  const phone = useMemo(() => new Phone(setStage, setConference), []);
  const media = useMedia();
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
        />
      ) : (
        <main class="lobby">
          <h1 tabIndex={-1}>Join a video conference</h1>
          <Preview media={media} />
          <section class="card" aria-label="Join">
            {stage.name === "idle" && stage.failure && <Notice words={stage.failure} />}
            {stage.name === "idle" && !stage.failure && foreign && <Notice words={foreignInWords(foreign)} />}
            {stage.name === "idle" ? (
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
