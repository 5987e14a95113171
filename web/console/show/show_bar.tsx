/** One line for the show: cues with next and back, scenes on the keys 1 to 9, each looked at before it is taken. */

import { useState } from "preact/hooks";
import type { Client } from "../api/client";
import type { Conference, Scene } from "../api/shapes";
import { useKeys } from "../keys/use_keys";
import type { LayoutList } from "../picture/layouts/use_layout_names";
import type { Send } from "../outcomes/use_outcomes";
import { CueEditor } from "./cue_editor";
import { SceneNameForm } from "./scene_name_form";
import { ScenePreview } from "./scene_preview";
import { isOnAir, KEYED } from "./scenes";
import { showWords } from "./show_words";
import { useShow } from "./use_show";
import { around, forgetting, going, goingBack, listing, saving, taking } from "./wishes";

interface ShowBarProps {
  client: Client;
  conference: Conference;
  names: LayoutList;
  /** Another number when a picture was set. */
  news: number;
  may: boolean;
  send: Send;
}

export function ShowBar({ client, conference, names, news, may, send }: ShowBarProps) {
  const say = showWords();
  const { name } = conference;
  const { scenes, cues, look } = useShow(client, name, news);
  const [previewed, setPreviewed] = useState<string | null>(null);
  const [asks, setAsks] = useState<"name" | "cues" | null>(null);
  const scene = scenes.find((one) => one.name === previewed);
  const { back, next } = around(cues);

  const order = (wish: Parameters<Send>[0]) => {
    setPreviewed(null);
    setAsks(null);
    void send(wish).then(look);
  };
  const go = () => may && next !== null && order(going(name, next));
  const goBack = () => may && back !== null && order(goingBack(name, back));
  const choose = (one: Scene | undefined) => {
    if (!one) return;
    // The same key again takes it.
    if (previewed === one.name && may) order(taking(name, one));
    else setPreviewed(one.name);
  };
  useKeys({
    scene: (number) => choose(scenes[number - 1]),
    next: () => void go(),
    back: () => void goBack(),
    close: () => setPreviewed(null),
  });

  return (
    <section class="show-bar" aria-label={say.show}>
      <div class="cues">
        <button type="button" disabled={!may || back === null} title={back ?? undefined} onClick={() => void goBack()}>
          {say.back}
        </button>
        <span class="quiet cut" role="status" title={next ?? undefined}>
          {!cues?.scenes.length ? say.noCues : next === null ? say.lastCue : say.nextIs(next)}
        </span>
        <span class="quiet">
          {cues?.scenes.length ? say.position((cues.current ?? -1) + 1, cues.scenes.length) : ""}
        </span>
        <button class="primary" type="button" disabled={!may || next === null} onClick={() => void go()}>
          {say.next}
        </button>
        <button class="small" type="button" disabled={scenes.length === 0} onClick={() => setAsks("cues")}>
          {say.cues}
        </button>
      </div>
      <div class="scenes" role="group" aria-label={say.scenes}>
        {scenes.length === 0 && <span class="quiet cut">{say.noScene}</span>}
        {scenes.map((one, index) => {
          const isShown = isOnAir(one, conference);
          return (
            <button
              key={one.name}
              type="button"
              class={isShown ? "scene on-air" : "scene"}
              aria-pressed={previewed === one.name}
              title={one.name}
              onClick={() => choose(one)}
            >
              {index < KEYED && <kbd aria-hidden="true">{index + 1}</kbd>}
              <span class="unseen">{isShown ? `${say.preview(one.name)}, ${say.onAir}` : say.preview(one.name)}</span>
              <span class="cut" aria-hidden="true">
                {one.name}
              </span>
            </button>
          );
        })}
      </div>
      <button class="small" type="button" disabled={!may} onClick={() => setAsks("name")}>
        {say.save}
      </button>
      {scene && (
        <ScenePreview
          client={client}
          conference={conference}
          scene={scene}
          groups={names.byGroup}
          sizes={names.sizes}
          may={may}
          onTake={() => order(taking(name, scene))}
          onSaveOver={() => order(saving(conference, scene.name, scene))}
          onForget={() => order(forgetting(name, scene))}
          onClose={() => setPreviewed(null)}
        />
      )}
      {asks === "name" && (
        <SceneNameForm
          onSave={(wanted) =>
            order(
              saving(
                conference,
                wanted,
                scenes.find((one) => one.name === wanted),
              ),
            )
          }
          onClose={() => setAsks(null)}
        />
      )}
      {asks === "cues" && (
        <CueEditor
          scenes={scenes}
          cues={cues}
          may={may}
          onSave={(listed, before) => order(listing(name, listed, before))}
          onClose={() => setAsks(null)}
        />
      )}
    </section>
  );
}
