/** Another layout for the conference. */

import { pictureWords } from "./picture_words";
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
  const say = pictureWords();
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
          words: say.chosen(inWords(wanted)),
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
        <label for="layout">{say.layout}</label>
        <select
          id="layout"
          disabled={!may}
          value={wanted ?? shown ?? ""}
          aria-describedby="layout-now"
          onChange={({ currentTarget }) => setWanted(currentTarget.value === shown ? null : currentTarget.value)}
        >
          {(shown === null || !known.includes(shown)) && (
            <option value={shown ?? ""}>{shown === null ? say.unknown : nameIn(shown)}</option>
          )}
          <Choices label={say.byPeople} choices={groups.map(ofGroup)} />
          <Choices label={say.withSeats} choices={layouts.filter(isSeated)} />
          <Choices label={say.withoutSeats} choices={layouts.filter((name) => !isSeated(name))} />
        </select>
      </div>
      <button type="submit" disabled={!may || wanted === null}>
        {say.apply}
        <span class="unseen">{say.theLayout}</span>
      </button>
      <p id="layout-now" class="quiet">
        {chosenByGroup && canvas.layout ? say.now(canvas.layout) : ""}
      </p>
    </form>
  );
}
