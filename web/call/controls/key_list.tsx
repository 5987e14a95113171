/** What the keys of the keyboard do in a call, and the switch for those who speak to their browser: words are letters, too. */

import { callWords } from "../words/call_words";
import { CALL_KEYS } from "./call_keys";

export interface Keys {
  areOn: boolean;
  toggle: () => void;
  /** Whether there are buttons for hand and chat. */
  withMeeting: boolean;
}

const OF_MEETING: readonly string[] = ["hand", "chat"];

export function KeyList({ keys: { areOn, toggle, withMeeting } }: { keys: Keys }) {
  const say = callWords().keys;
  const shown = Object.entries(CALL_KEYS).filter(([act]) => withMeeting || !OF_MEETING.includes(act));
  return (
    <section class="call-keys" aria-labelledby="call-keys">
      <div class="meeting-heading">
        <h2 id="call-keys">{say.title}</h2>
        <button type="button" class="small" aria-pressed={areOn} onClick={toggle}>
          {areOn ? say.off : say.on}
        </button>
      </div>
      {areOn && (
        <dl>
          {shown.map(([act, letter]) => (
            <div key={act}>
              <dt>
                <kbd>{letter}</kbd>
              </dt>
              <dd>{say.does[act as keyof typeof CALL_KEYS]}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
