/** Who waits to be let in, for a host, whether or not the panel is open: the longest first. */

import { useAsked } from "../../shared/live/use_asked";
import type { Words } from "../../shared/notice";
import { allowsMember } from "../../shared/rights";
import type { Meeting } from "../meeting/use_meeting";

// The rows are written a moment after the event.
const WRITTEN_MILLISECONDS = 1_000;
const WAITING = "/v1/conferences/{conference}/waiting";

export interface Waiting {
  uuid: string;
  name: string;
}

export interface Door {
  people: readonly Waiting[];
  isBusy: boolean;
  failure: Words | null;
  /** Null: everybody. */
  admit: (uuids: string[] | null) => void;
  refuse: (uuid: string) => void;
}

export const isHost = ({ access: { claims } }: Pick<Meeting, "access">): boolean =>
  claims !== null && allowsMember(claims, "muted");

/** Null for whoever lets nobody in. */
export function useDoor(meeting: Meeting | null): Door | null {
  const host = meeting !== null && isHost(meeting) ? meeting : null;
  const path = { conference: host?.access.conference ?? "" };
  const asked = useAsked(
    () => host?.api.get(WAITING, { path }) ?? Promise.resolve(null),
    [host?.api, path.conference, host?.doorNews],
    { onceMoreMilliseconds: WRITTEN_MILLISECONDS },
  );
  if (!host) return null;
  const { isBusy, failure, give } = host.orders.of("waiting");
  const people = (asked.value?.items ?? []).map(({ uuid, invitee, name, user }) => {
    return { uuid, name: invitee ?? name ?? user ?? uuid };
  });
  const order = (what: "admit" | "refuse", uuids: string[] | null) =>
    void give(() =>
      what === "admit"
        ? host.api.change("post", `${WAITING}/admit`, { path, body: { uuids } })
        : host.api.change("post", `${WAITING}/refuse`, { path, body: { uuids } }),
    );
  return {
    ...{ people, isBusy, failure },
    admit: (uuids) => order("admit", uuids),
    refuse: (uuid) => order("refuse", [uuid]),
  };
}
