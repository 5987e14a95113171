/** Layouts and groups to choose from; empty where the server has none. */

import { useEffect, useState } from "preact/hooks";
import type { Client } from "../api/client";
import { namesIn } from "./layout_names";
import type { LayoutNames } from "./layout_names";

export function useLayoutNames(client: Client): LayoutNames {
  const [names, setNames] = useState<LayoutNames>({ layouts: [], groups: [] });

  useEffect(() => {
    // A failure is not shown: the connection says what is wrong.
    const look = (where: string) => client.optional(where).then(namesIn, () => []);
    let current = true;
    void Promise.all([look("/v1/layouts"), look("/v1/layout-groups")]).then(([layouts, groups]) => {
      if (current) setNames({ layouts, groups });
    });
    return () => {
      current = false;
    };
  }, [client]);

  return names;
}
