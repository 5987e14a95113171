/** Makes src/api_types.ts of the API's description on stdin: `make client-types` at the top. */

import { writeFileSync } from "node:fs";
import { json } from "node:stream/consumers";
import openapiTS, { astToString } from "openapi-typescript";
import { format } from "prettier";

const HEAD = "/** What the API's description says, as types: made by `make client-types`, never by hand. */\n\n";

const description = await json(process.stdin);
for (const operation of Object.values(description.paths).flatMap((path) => Object.values(path))) {
  // Whatever goes wrong is a problem, and has one shape.
  for (const status of Object.keys(operation.responses)) if (status >= "400") delete operation.responses[status];
  // What it is for; how it is asked over HTTP is the client's business.
  operation.summary = operation.description.split("\n\n")[0];
  delete operation.description;
}
const text = HEAD + astToString(await openapiTS(description));
const file = process.argv[2] ?? new URL("../src/api_types.ts", import.meta.url);
writeFileSync(file, await format(text, { parser: "typescript", printWidth: 120 }));
