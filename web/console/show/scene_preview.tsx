/** A scene before it is taken: who would be where, and who would not be seen. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Client } from "../api/client";
import type { Conference, LayoutGroup, Scene } from "../api/shapes";
import { LayoutDrawing } from "../picture/layouts/layout_drawing";
import { useLayout } from "../picture/layouts/layout_views";
import { ahead, inOneLine, layoutOfGroup } from "../picture/layouts/preview";
import { isPictured } from "../picture/seating";
import { showWords } from "./show_words";

interface ScenePreviewProps {
  client: Client;
  conference: Conference;
  scene: Scene;
  groups: ReadonlyMap<string, LayoutGroup>;
  sizes: ReadonlyMap<string, number>;
  may: boolean;
  onTake: () => void;
  onSaveOver: () => void;
  onForget: () => void;
  onClose: () => void;
}

export function ScenePreview(props: ScenePreviewProps) {
  const { client, conference, scene, groups, sizes, may, onTake, onClose } = props;
  const { stage, name } = scene;
  const say = showWords();
  const take = useRef<HTMLButtonElement>(null);
  const people = conference.members.filter(isPictured).length;
  const group = stage.layout_group ? layoutOfGroup(groups.get(stage.layout_group), sizes, people) : null;
  const layout = useLayout(client, stage.layout ?? group ?? conference.layout);
  const found = layout && ahead(layout, stage, conference.members);

  // Before anybody can press the next key.
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    return () => before?.focus();
  }, []);
  // Enter takes it.
  useLayoutEffect(() => take.current?.focus(), [name]);

  return (
    <section class="card scene-preview" aria-labelledby="previewed">
      <h3 id="previewed" class="cut">
        {say.previewed(name)}
      </h3>
      {found ? <LayoutDrawing places={found.places} named /> : <p class="quiet">{say.noDrawing}</p>}
      <p class={found && found.out.length > 0 ? "warned" : "quiet"} role="status">
        {found && found.out.length > 0 ? say.out(inOneLine(found.out)) : found ? say.everybody : ""}
      </p>
      <div class="buttons">
        <button ref={take} class="primary" type="button" disabled={!may} onClick={onTake}>
          {say.take}
          <span class="unseen"> {name}</span>
        </button>
        <button type="button" onClick={onClose}>
          {say.cancel}
        </button>
        <button class="small" type="button" disabled={!may} onClick={props.onSaveOver}>
          {say.saveOver}
        </button>
        <button class="small danger" type="button" disabled={!may} onClick={props.onForget}>
          {say.forget}
        </button>
      </div>
    </section>
  );
}
