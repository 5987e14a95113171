/** Over the picture: that somebody waits to be let in, for a host who has the panel closed. */

import { callWords } from "../words/call_words";
import type { Door } from "./use_door";

export function AtTheDoor({ door }: { door: Door }) {
  const say = callWords().hosting;
  const { people, isBusy, failure, admit } = door;
  const [first] = people;
  const words =
    first && (people.length === 1 ? say.wantsIn(first.name) : say.manyWantIn(first.name, people.length - 1));
  return (
    <>
      <p class="unseen" role="status">
        {words}
      </p>
      {first && (
        <div class="notice at-the-door">
          <strong>{words}</strong>
          {failure && <span>{failure.title}</span>}
          <button
            class="small primary"
            type="button"
            disabled={isBusy}
            onClick={() => admit(people.length === 1 ? [first.uuid] : people.map(({ uuid }) => uuid))}
          >
            {people.length === 1 ? say.admit(first.name) : say.admitAll}
          </button>
        </div>
      )}
    </>
  );
}
