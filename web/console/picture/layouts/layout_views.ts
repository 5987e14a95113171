/** Layouts with their places: asked for once each, for whoever draws them. */

import { filled } from "freeswitch-functions-client";
import type { Client } from "../../api/client";
import type { Layout } from "../../api/shapes";
import { useAsked } from "../../../shared/live/use_asked";

// A running conference keeps the layouts that it began with, and who signs in again reads them again.
const known = new WeakMap<Pick<Client, "optional">, Map<string, Promise<Layout | null>>>();

/** Null where there is none of this name. @throws Problem, and it is asked for again then. */
export function layoutNamed(client: Pick<Client, "optional">, layout: string): Promise<Layout | null> {
  const kept = known.get(client) ?? new Map<string, Promise<Layout | null>>();
  known.set(client, kept);
  const found = kept.get(layout);
  if (found) return found;
  const asked = client.optional(filled("/v1/layouts/{layout}", { layout })) as Promise<Layout | null>;
  kept.set(layout, asked);
  asked.catch(() => kept.delete(layout));
  return asked;
}

/** Null until it is known, and where there is none. */
export function useLayout(client: Client, layout: string | null): Layout | null {
  const { value } = useAsked(
    async () => ({ layout, view: layout === null ? null : await layoutNamed(client, layout) }),
    [client, layout],
  );
  // What was found of another layout says nothing of this one.
  return value?.layout === layout ? value.view : null;
}
