/** Whether the layout that is shown has a place for whoever has the floor. */

import type { Client } from "../../api/client";
import { useAsked } from "../../../shared/live/use_asked";
import { hasFloor } from "./layout_names";
import { layoutNamed } from "./layout_views";

/** True until it is known. */
export function useShowsFloor(client: Client, layout: string | null): boolean {
  const { value } = useAsked(
    async () => ({ layout, shows: layout === null || hasFloor(await layoutNamed(client, layout)) }),
    [client, layout],
  );
  // What was found of another layout says nothing of this one.
  return value?.layout === layout ? value.shows : true;
}
