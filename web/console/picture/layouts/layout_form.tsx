/** Another layout for the conference. */

import { pictureWords } from "../picture_words";
import { useState } from "preact/hooks";
import { path } from "../../api/client";
import type { Client } from "../../api/client";
import { useKeys } from "../../keys/use_keys";
import { Gallery } from "./gallery";
import type { LayoutList } from "./use_layout_names";
import type { Newcomers } from "../use_newcomers";
import { changeTo, inWords, nameIn, isSeated, ofGroup, shownIn } from "./layout_names";
import type { LayoutChoice } from "./layout_names";
import type { Canvas, Conference } from "../../api/shapes";
import { pictureAsBefore } from "../../outcomes/undoing";
import type { Send } from "../../outcomes/use_outcomes";

interface LayoutFormProps {
  client: Client;
  conference: Conference;
  canvas: Canvas | null;
  names: LayoutList;
  may: boolean;
  newcomers: Newcomers["choice"];
  onNewcomers: Newcomers["choose"];
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

export function LayoutForm(props: LayoutFormProps) {
  const { client, conference, canvas, names, may, newcomers, onNewcomers, send } = props;
  const say = pictureWords();
  const [wanted, setWanted] = useState<LayoutChoice | null>(null);
  const shown = shownIn(canvas ?? conference);
  const { layouts, groups } = names;
  const known = [...groups.map(ofGroup), ...layouts];
  const [isOpen, setOpen] = useState(false);
  useKeys({ layouts: () => setOpen(may) });
  const choose = (choice: LayoutChoice) => {
    setWanted(null);
    setOpen(false);
    void send({
      words: say.chosen(inWords(choice)),
      method: "PATCH",
      path: path(conference.name),
      body: changeTo(choice),
      picture: true,
      undo: pictureAsBefore(conference, canvas),
    });
  };
  const chosenByGroup = canvas?.layout && canvas.layout_group !== null;
  return (
    <>
      <form
        class="with-button"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== null) choose(wanted);
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
        <button type="button" disabled={!may} onClick={() => setOpen(true)}>
          {say.gallery.all}
        </button>
        <p id="layout-now" class="quiet">
          {chosenByGroup && canvas.layout ? say.now(canvas.layout) : ""}
        </p>
        <label class="check">
          <input
            type="checkbox"
            checked={newcomers === "next_place"}
            disabled={!may || newcomers === undefined}
            onChange={({ currentTarget }) => void onNewcomers(currentTarget.checked ? "next_place" : "leave")}
          />
          {say.seatNewcomers}
        </label>
      </form>
      {isOpen && (
        <Gallery
          client={client}
          conference={conference}
          names={names}
          shown={shown}
          onTake={choose}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
