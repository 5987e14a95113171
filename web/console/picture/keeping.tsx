/** Whether rules, a stage or nobody keeps the picture as it is, and how often it is made anew. */

import { path } from "../api/client";
import type { Canvas, Conference } from "../api/shapes";
import { pictureAsBefore } from "../outcomes/undoing";
import type { Send } from "../outcomes/use_outcomes";
import { timeInWords } from "../../shared/moments";
import { keepingWords } from "./keeping_words";

// What cameras send, and half of it for who has little line.
const RATES = [10, 15, 25, 30];

interface KeepingProps {
  conference: Conference;
  canvas: Canvas | null;
  /** Whether a stage is kept. */
  isStaged: boolean;
  may: boolean;
  send: Send;
}

export function Keeping({ conference, canvas, isStaged, may, send }: KeepingProps) {
  const say = keepingWords();
  const { name, members, picture_by_hand_at: byHand } = conference;
  const here = path(name);
  const freeAll = () =>
    void send({
      words: say.freesAll,
      method: "POST",
      path: `${here}/slots/clear`,
      picture: true,
      undo: pictureAsBefore(conference, canvas),
    });
  return (
    <details>
      <summary>{say.keeping}</summary>
      <p class="quiet">{byHand ? say.byHand(timeInWords(byHand)) : say.byRules}</p>
      <div class="buttons">
        <button
          type="button"
          disabled={!may || !byHand}
          onClick={() => void send({ words: say.resumes, method: "POST", path: `${here}/rules/resume`, picture: true })}
        >
          {say.resume}
        </button>
        <button
          type="button"
          disabled={!may || !isStaged}
          onClick={() => void send({ words: say.leaves, method: "DELETE", path: `${here}/stage`, answers: "done" })}
        >
          {say.leave}
        </button>
        <button type="button" disabled={!may || members.every(({ slot }) => slot === null)} onClick={freeAll}>
          {say.freeAll}
        </button>
      </div>
      <label class="field">
        <span>{say.rate}</span>
        <select
          value="?"
          disabled={!may}
          onChange={({ currentTarget }) => {
            const fps = Number(currentTarget.value);
            void send({ words: say.rates(fps), method: "PATCH", path: here, body: { fps } });
            currentTarget.value = "?";
          }}
        >
          {/* FreeSWITCH tells nobody how many there are. */}
          <option value="?" disabled>
            {say.choose}
          </option>
          {RATES.map((fps) => (
            <option key={fps} value={fps}>
              {fps}
            </option>
          ))}
        </select>
      </label>
    </details>
  );
}
