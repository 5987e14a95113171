/** The API's paths with what each takes and answers, read off its description. */

import type { paths } from "./api_types.ts";

type Method = "get" | "put" | "post" | "patch" | "delete";
type OperationOf<P extends keyof paths, M extends Method> = Exclude<paths[P][M], undefined>;

/** The paths that have this method. */
export type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? P : never;
}[keyof paths];

type Parameters<P extends keyof paths, M extends Method> =
  OperationOf<P, M> extends { parameters: infer Found } ? Found : never;
type In<Found, Where extends string> = Found extends Record<Where, infer Value> ? Value : never;
type Given<Name extends string, Value> = [Value] extends [never] ? object : Record<Name, Value>;

/** The JSON that a request has. */
export type Body<P extends keyof paths, M extends Method> =
  OperationOf<P, M> extends { requestBody: { content: { "application/json": infer Value } } } ? Value : never;

/** What stands in the place of `{…}`, and the body where there is one. */
export type Asked<P extends keyof paths, M extends Method> = Given<"path", In<Parameters<P, M>, "path">> &
  Given<"body", Body<P, M>> & { query?: Partial<Record<string, string | number>> };

/** The JSON that it answers with. */
export type Answer<P extends keyof paths, M extends Method> =
  OperationOf<P, M> extends { responses: { 200: { content: { "application/json": infer Value } } } } ? Value : never;

/** The paths whose change is a command. */
export type CommandPath<M extends Method> = {
  [P in PathWith<M>]: OperationOf<P, M> extends { responses: { 202: object } } ? P : never;
}[PathWith<M>];

export type ChangeMethod = Exclude<Method, "get">;

/** The address of a path: whatever a name contains stays one part of it. */
export function filled(
  path: string,
  names: Readonly<Record<string, string>> = {},
  query: Readonly<Partial<Record<string, string | number>>> = {},
): string {
  const where = path.replace(/{(\w+)}/g, (_, name: string) => {
    const value = names[name];
    if (value === undefined) throw new TypeError(`${path} needs a ${name}`);
    return encodeURIComponent(value);
  });
  const asked = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return asked.length > 0 ? `${where}?${asked.join("&")}` : where;
}
