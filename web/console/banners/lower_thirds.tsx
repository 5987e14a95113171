/** A small library of lower thirds: written once, shown under somebody by a click, and taken away by another. */

import { useState } from "preact/hooks";
import { memberPath, path } from "../api/client";
import type { Conference, Member } from "../api/shapes";
import { memberAsBefore } from "../outcomes/undoing";
import type { Send } from "../outcomes/use_outcomes";
import { nameOf } from "../../shared/names";
import { bannerWords } from "./banner_words";
import { keepLines, keptLines, LONGEST, withLine } from "./library";

interface LowerThirdsProps {
  conference: Conference;
  may: boolean;
  send: Send;
}

export function LowerThirds({ conference, may, send }: LowerThirdsProps) {
  const say = bannerWords();
  const { name, members } = conference;
  const [lines, setLines] = useState(() => keptLines(name));
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState("");
  const under = members.find(({ uuid }) => uuid === chosen);
  const shown = members.filter(({ banner }) => banner !== null);

  const keep = (next: string[]) => {
    setLines(next);
    keepLines(name, next);
  };
  const change = (member: Member, line: string | null) =>
    void send({
      words: line === null ? say.takesAway(nameOf(member)) : say.shows(line, nameOf(member)),
      method: "PATCH",
      path: memberPath(name, member.uuid),
      body: { banner: line === null ? null : { text: line } },
      undo: memberAsBefore(member, { banner: member.banner }),
    });
  const takeAllAway = () =>
    void send({
      words: say.takesAllAway,
      method: "POST",
      path: `${path(name)}/scenes`,
      body: { steps: shown.map(({ uuid }) => ({ kind: "clear_banner", member: uuid })) },
    });

  return (
    <section class="outputs" aria-labelledby="lower-thirds">
      <div class="heading">
        <h3 id="lower-thirds">{say.lowerThirds}</h3>
        <button class="small" type="button" disabled={!may || shown.length === 0} onClick={takeAllAway}>
          {say.takeAllAway}
        </button>
      </div>
      <label class="field">
        <span>{say.under}</span>
        <select
          value={under ? chosen : ""}
          disabled={!may}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        >
          <option value="" disabled>
            {say.choose}
          </option>
          {members.map((member) => (
            <option key={member.uuid} value={member.uuid}>
              {nameOf(member)}
            </option>
          ))}
        </select>
      </label>
      {lines.length === 0 && <p class="quiet">{say.none}</p>}
      <ul class="lines">
        {lines.map((line) => {
          const here = members.find(({ banner }) => banner?.text === line);
          return (
            <li key={line}>
              <bdi class="cut" title={line}>
                {line}
              </bdi>
              {here ? (
                <button
                  class="small on"
                  type="button"
                  aria-label={say.takeAway + say.what(line)}
                  disabled={!may}
                  onClick={() => change(here, null)}
                >
                  {say.takeAway}
                </button>
              ) : (
                <button
                  class="small"
                  type="button"
                  aria-label={say.show + say.what(line)}
                  disabled={!may || !under}
                  onClick={() => under && change(under, line)}
                >
                  {say.show}
                </button>
              )}
              <button
                class="small"
                type="button"
                aria-label={say.forget(line)}
                title={say.forget(line)}
                disabled={!may}
                onClick={() => keep(lines.filter((one) => one !== line))}
              >
                ✕
              </button>
            </li>
          );
        })}
      </ul>
      <form
        class="with-button"
        onSubmit={(event) => {
          event.preventDefault();
          keep(withLine(lines, text));
          setText("");
        }}
      >
        <label class="field">
          <span>{say.add}</span>
          <input
            value={text}
            maxLength={LONGEST}
            autocomplete="off"
            disabled={!may}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={!may || !text.trim()}>
          {say.addIt}
        </button>
      </form>
    </section>
  );
}
