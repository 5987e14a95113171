/** Who waits to be let in, for a host: the longest first. */

import { Notice } from "../../shared/notice";
import { useAsked } from "../../shared/live/use_asked";
import type { Meeting } from "../meeting/use_meeting";
import { callWords } from "../words/call_words";

// The rows are written a moment after the event.
const WRITTEN_MILLISECONDS = 1_000;
const WAITING = "/v1/conferences/{conference}/waiting";

export function WaitingPeople({ meeting }: { meeting: Meeting }) {
  const say = callWords().hosting;
  const { api, access, doorNews, orders } = meeting;
  const { isBusy, failure, give } = orders.of("waiting");
  const path = { conference: access.conference };
  const asked = useAsked(() => api.get(WAITING, { path }), [api, access.conference, doorNews], {
    onceMoreMilliseconds: WRITTEN_MILLISECONDS,
  });
  const people = asked.value?.items ?? [];
  if (people.length === 0 && !failure) return null;
  const admit = (uuids: string[] | null) =>
    void give(() => api.change("post", `${WAITING}/admit`, { path, body: { uuids } }));
  const refuse = (uuid: string) =>
    void give(() => api.change("post", `${WAITING}/refuse`, { path, body: { uuids: [uuid] } }));
  return (
    <section class="waiting-people" aria-labelledby="waiting-people">
      <h2 id="waiting-people">{say.waiting(people.length)}</h2>
      {failure && <Notice words={failure} tone="warn" />}
      <ol class="names">
        {people.map(({ uuid, name, invitee, user }) => {
          const called = invitee ?? name ?? user ?? uuid;
          return (
            <li key={uuid}>
              <bdi>{called}</bdi>
              <button class="small primary" type="button" disabled={isBusy} onClick={() => admit([uuid])}>
                {say.admit(called)}
              </button>
              <button class="small" type="button" disabled={isBusy} onClick={() => refuse(uuid)}>
                {say.refuse(called)}
              </button>
            </li>
          );
        })}
      </ol>
      {people.length > 1 && (
        <button class="small" type="button" disabled={isBusy} onClick={() => admit(null)}>
          {say.admitAll}
        </button>
      )}
    </section>
  );
}
