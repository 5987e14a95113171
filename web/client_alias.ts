/** Where the pages find the client: its sources, so that nothing has to be built before them. */

import { fileURLToPath } from "node:url";

export const clientAlias = {
  "freeswitch-functions-client": fileURLToPath(new URL("../clients/typescript/src/index.ts", import.meta.url)),
};
