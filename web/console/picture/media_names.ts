/** Names of pictures and sounds that may be shown and played: the catalogue's, and the domain's own that are ready. */

import type { Schemas } from "freeswitch-functions-client";
import type { Client } from "../api/client";
import { useAsked } from "../../shared/live/use_asked";

/** Of functions/shared/grammars/media.py, what is meant for a whole picture. */
export const BACKGROUNDS = ["background_dark", "background_light"] as const;
export const FOREGROUNDS = ["frame", "logo"] as const;

const MOST_PAGES = 5;

/** As they are named in commands. */
export async function ownNames(client: Client, kind: Schemas["AssetView"]["kind"]): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query: Record<string, string> = cursor === null ? {} : { cursor };
    const found: Schemas["Assets"] = await client.get("/v1/assets", { query });
    names.push(
      ...found.items.filter((one) => one.kind === kind && one.state === "ready").map(({ name }) => `own/${name}`),
    );
    cursor = found.next;
    if (cursor === null) break;
  }
  return names;
}

/** Empty until they are known, and where the installation keeps none. */
export function useOwnNames(client: Client, kind: Schemas["AssetView"]["kind"], isOpen: boolean): readonly string[] {
  const { value } = useAsked(
    // What is not there is not offered; that the server does not answer is said elsewhere.
    async () => (isOpen ? await ownNames(client, kind).catch(() => []) : []),
    [client, kind, isOpen],
  );
  return value ?? [];
}
