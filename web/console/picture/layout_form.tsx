/** Another layout for the conference. */

import { useState } from "preact/hooks";
import { path } from "../api/client";
import { changeTo, inWords, nameIn, isSeated, ofGroup, shownIn } from "./layout_names";
import type { LayoutChoice, LayoutNames } from "./layout_names";
import type { Canvas, Conference } from "../api/shapes";
import { pictureAsBefore } from "../outcomes/undoing";
import type { Send } from "../outcomes/use_outcomes";

interface LayoutFormProps {
  conference: Conference;
  canvas: Canvas | null;
  names: LayoutNames;
  may: boolean;
  send: Send;
}

function Choices({ label, choices }: { label: string; choices: LayoutChoice[] }) {
  if (choices.length === 0) return null;
  return (
    <optgroup label={label}>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {nameIn(choice)}
        </option>
      ))}
    </optgroup>
  );
}

export function LayoutForm({ conference, canvas, names, may, send }: LayoutFormProps) {
  const [wanted, setWanted] = useState<LayoutChoice | null>(null);
  const shown = shownIn(canvas ?? conference);
  const { layouts, groups } = names;
  const known = [...groups.map(ofGroup), ...layouts];
  const chosenByGroup = canvas?.layout && canvas.layout_group !== null;
  return (
    <form
      class="with-button"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted === null) return;
        void send({
          words: `Layout ${inWords(wanted)}`,
          method: "PATCH",
          path: path(conference.name),
          body: changeTo(wanted),
          picture: true,
          undo: pictureAsBefore(conference, canvas),
        });
        setWanted(null);
      }}
    >
      <div class="field">
        <label for="layout">Layout</label>
        <select
          id="layout"
          disabled={!may}
          value={wanted ?? shown ?? ""}
          aria-describedby="layout-now"
          onChange={({ currentTarget }) => setWanted(currentTarget.value === shown ? null : currentTarget.value)}
        >
          {(shown === null || !known.includes(shown)) && (
            <option value={shown ?? ""}>{shown === null ? "not known yet" : nameIn(shown)}</option>
          )}
          <Choices label="By the number of people" choices={groups.map(ofGroup)} />
          <Choices label="With seats" choices={layouts.filter(isSeated)} />
          <Choices label="Without seats" choices={layouts.filter((name) => !isSeated(name))} />
        </select>
      </div>
      <button type="submit" disabled={!may || wanted === null}>
        Apply<span class="unseen"> the layout</span>
      </button>
      <p id="layout-now" class="quiet">
        {chosenByGroup ? `Now ${canvas.layout}` : ""}
      </p>
    </form>
  );
}
