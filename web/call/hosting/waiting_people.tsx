/** Who waits to be let in, for a host who has the panel open: one by one, or all. */

import { Notice } from "../../shared/notice";
import { callWords } from "../words/call_words";
import type { Door } from "./use_door";

export function WaitingPeople({ door }: { door: Door }) {
  const say = callWords().hosting;
  const { people, isBusy, failure, admit, refuse } = door;
  if (people.length === 0 && !failure) return null;
  return (
    <section class="waiting-people" aria-labelledby="waiting-people">
      <h2 id="waiting-people">{say.waiting(people.length)}</h2>
      {failure && <Notice words={failure} tone="warn" />}
      <ol class="names">
        {people.map(({ uuid, name }) => (
          <li key={uuid}>
            <bdi>{name}</bdi>
            <button
              class="small primary"
              type="button"
              disabled={isBusy}
              aria-label={say.admit(name)}
              onClick={() => admit([uuid])}
            >
              {say.admitOne}
            </button>
            <button
              class="small"
              type="button"
              disabled={isBusy}
              aria-label={say.refuse(name)}
              onClick={() => refuse(uuid)}
            >
              {say.refuseOne}
            </button>
          </li>
        ))}
      </ol>
      {people.length > 1 && (
        <button class="small" type="button" disabled={isBusy} onClick={() => admit(null)}>
          {say.admitAll}
        </button>
      )}
    </section>
  );
}
