/** What programs use. */

export { Api, isOpen } from "./api.ts";
export type { ChangeOptions } from "./api.ts";
export { Chat } from "./live/chat.ts";
export type { Said } from "./live/chat.ts";
export { callsOf, handsUp, isHandUp } from "./live/hands.ts";
export type { Hand, Whose } from "./live/hands.ts";
export { Live } from "./live/live.ts";
export type { LiveOptions } from "./live/live.ts";
export type { Status } from "./live/connection.ts";
export type { Network, OpenSocket, Socket } from "./live/socket.ts";
export { apply, fold } from "./live/state.ts";
export type { Watched } from "./live/track.ts";
export { filled } from "./paths.ts";
export type { Answer, Asked, Body, CommandPath, PathWith } from "./paths.ts";
export { Problem } from "./problem.ts";
export { randomId } from "./random_id.ts";
export type { RequestsOptions } from "./requests.ts";
export type * from "./types.ts";
