/** Layouts and groups to choose from; empty where the server has none. */

import { useEffect, useState } from "preact/hooks";
import type { Client } from "../../api/client";
import type { LayoutGroup, LayoutSummary } from "../../api/shapes";
import { itemsIn, namesIn } from "./layout_names";
import type { LayoutNames } from "./layout_names";

/** With how many places each has, and of which layouts a group is. */
export interface LayoutList extends LayoutNames {
  sizes: ReadonlyMap<string, number>;
  byGroup: ReadonlyMap<string, LayoutGroup>;
}

const NONE: LayoutList = { layouts: [], groups: [], sizes: new Map(), byGroup: new Map() };

function byName<T extends { name: string }>(answer: unknown): [string, T][] {
  return (itemsIn(answer, "items") as T[]).map((one) => [one.name, one]);
}

export function useLayoutNames(client: Client): LayoutList {
  const [list, setList] = useState(NONE);

  useEffect(() => {
    // A failure is not shown: the connection says what is wrong.
    const look = (where: string) => client.optional(where).catch(() => null);
    let current = true;
    void Promise.all([look("/v1/layouts"), look("/v1/layout-groups")]).then(([layouts, groups]) => {
      if (!current) return;
      const sizes = byName<LayoutSummary>(layouts).map(([name, { images }]): [string, number] => [name, images]);
      const byGroup = new Map(byName<LayoutGroup>(groups));
      setList({ layouts: namesIn(layouts), groups: namesIn(groups), sizes: new Map(sizes), byGroup });
    });
    return () => {
      current = false;
    };
  }, [client]);

  return list;
}
