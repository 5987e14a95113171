/** The pages, and an API whose every link opens the stand-in's conference. */

import { tokenFor } from "../../api_stand_in";
import type { ApiStandIn } from "../../api_stand_in";
import { ANSWERED } from "../../sip_stand_in";
import { PASSWORD } from "./caller";
import { servePages } from "../static_pages";
import type { Pages } from "../static_pages";

export const LINK = "#entry=AbCdEfGhIjKlMnOpQrStUv";

export interface Guest {
  name: string;
  can: string[];
}

/** `guest`: whom the link is for, when it is followed; in the conference they are Grace Hopper. */
export async function servePagesByLink(api: ApiStandIn, guest: () => Guest): Promise<Pages> {
  const pages = await servePages((request, response) => {
    if (request.url !== "/v1/entries/redeem") return api.handler(request, response);
    const { name, can } = guest();
    const entrance = {
      ...{ user: "1001", password: PASSWORD, domain: "example.com", address: pages.servers[0], number: ANSWERED },
      ...{ ice_servers: [], token: tokenFor(can, "1001", ["internal"]), conference: "internal", name },
      ...{ role: "participant", until: "2026-12-01T00:00:00Z", resume: "1.mine" },
    };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(entrance));
    return Promise.resolve(true);
  });
  api.serve(pages.server);
  return pages;
}
