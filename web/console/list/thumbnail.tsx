/** A conference's picture as a small drawing: made here of what is told anyway, so that looking costs nothing. */

import type { Client } from "../api/client";
import type { Conference, ConferenceHead } from "../api/shapes";
import { LayoutDrawing } from "../picture/layouts/layout_drawing";
import { useLayout } from "../picture/layouts/layout_views";
import { ahead } from "../picture/layouts/preview";

export function Thumbnail({ client, conference }: { client: Client; conference: ConferenceHead }) {
  const layout = useLayout(client, conference.layout);
  // Of one that is not followed nobody knows who is where.
  const { members = [] } = conference as Partial<Conference>;
  return <LayoutDrawing places={layout ? ahead(layout, {}, members).places : []} />;
}
