/** A small SIP server over WebSocket: registers with a digest challenge, answers or refuses calls. */

import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { header, parse, provesPassword, reply } from "./sip_message";
import type { SipMessage } from "./sip_message";

export const ANSWERED = "999";
export const RINGS_FOR_EVER = "180";
const REFUSED: Record<string, string> = { 403: "Forbidden", 480: "Temporarily Unavailable", 486: "Busy Here" };
const UNAVAILABLE = { status: 503, reason: "Service Unavailable" };
const UNKNOWN = { status: 404, reason: "Not Found" };

export interface SipStandIn {
  address: string;
  /** Every request received, in order. */
  requests: SipMessage[];
  /** With the prompt that was played before, if one was. */
  /** Whether people wait in its conference until they are let in. */
  lobby: boolean;
  /** Whether it takes no call for now, as a node on which the conference is not. */
  refuses: boolean;
  hangUp: (said?: string, words?: string) => void;
  /** Says whether whoever is in the call waits to be let in. */
  inform: (what: "waiting" | "admitted") => void;
  dropConnections: () => void;
  close: () => Promise<void>;
}

interface Options {
  password: string;
  /** Gives the SDP answer of whoever is behind the answered number. */
  answer: (offer: string) => Promise<string>;
}

export async function startSipStandIn({ password, answer }: Options): Promise<SipStandIn> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, handleProtocols: () => "sip" });
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address() as AddressInfo;
  const address = `ws://127.0.0.1:${port}`;
  const tag = randomUUID();
  const requests: SipMessage[] = [];
  let said = 0;
  let calling: { socket: WebSocket; invite: SipMessage } | null = null;

  const challenge = (name: string) => [`${name}: Digest realm="example.com", nonce="${randomUUID()}", qop="auth"`];

  function register(request: SipMessage): string {
    const credentials = header(request, "authorization");
    if (!credentials) {
      const extra = challenge("www-authenticate");
      return reply(request, { status: 401, reason: "Unauthorized", tag, extra });
    }
    if (!provesPassword(credentials, "REGISTER", password))
      return reply(request, { status: 403, reason: "Forbidden", tag });
    const extra = [`contact: ${header(request, "contact")}`, `expires: ${header(request, "expires")}`];
    return reply(request, { status: 200, reason: "OK", tag, extra });
  }

  async function invite(socket: WebSocket, request: SipMessage): Promise<string> {
    if (!provesPassword(header(request, "proxy-authorization"), "INVITE", password)) {
      const extra = challenge("proxy-authenticate");
      return reply(request, { status: 407, reason: "Proxy Authentication Required", tag, extra });
    }
    if (standIn.refuses) return reply(request, { ...UNAVAILABLE, tag });
    const refused = REFUSED[request.number];
    if (refused) return reply(request, { status: Number(request.number), reason: refused, tag });
    if (request.number === RINGS_FOR_EVER) return reply(request, { status: 180, reason: "Ringing", tag });
    if (request.number !== ANSWERED) return reply(request, { ...UNKNOWN, tag });
    // A screen is a call beside the one that is talked about here.
    if (header(request, "x-share") === "") calling = { socket, invite: request };
    const extra = [`contact: <sip:${ANSWERED}@127.0.0.1:${port};transport=ws>`];
    if (standIn.lobby) extra.push("X-Waiting: true");
    return reply(request, { status: 200, reason: "OK", tag, extra, body: await answer(request.body) });
  }

  async function respond(socket: WebSocket, request: SipMessage): Promise<string | null> {
    if (request.method === "REGISTER") return register(request);
    if (request.method === "INVITE") return invite(socket, request);
    if (request.method === "ACK" || request.first.startsWith("SIP/2.0")) return null;
    return reply(request, { status: 200, reason: "OK", tag });
  }

  server.on("connection", (socket) => {
    socket.on("message", (data) => {
      const request = parse((data as Buffer).toString());
      requests.push(request);
      void respond(socket, request).then((text) => text !== null && socket.send(text));
    });
  });

  function inCall(method: string, extra: string[], body = ""): void {
    if (!calling) throw new Error("nobody is in a call");
    const { socket, invite } = calling;
    const target = /<([^>]+)>/.exec(header(invite, "contact"))?.[1] ?? "";
    said += 1;
    const lines = [
      `${method} ${target} SIP/2.0`,
      `via: SIP/2.0/WS 127.0.0.1:${port};branch=z9hG4bK${randomUUID()}`,
      `from: ${header(invite, "to")};tag=${tag}`,
      `to: ${header(invite, "from")}`,
      `call-id: ${header(invite, "call-id")}`,
      `cseq: ${said} ${method}`,
      "max-forwards: 70",
      ...extra,
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    socket.send(`${lines.join("\r\n")}\r\n\r\n${body}`);
  }

  const standIn: SipStandIn = {
    address,
    requests,
    lobby: false,
    refuses: false,
    hangUp: (said, words) =>
      inCall("BYE", [
        'reason: Q.850;cause=16;text="NORMAL_CLEARING"',
        ...(said ? [`X-Ended: ${said}`] : []),
        ...(words ? [`X-Words: ${Buffer.from(words).toString("base64url")}`] : []),
      ]),
    inform: (what) => inCall("INFO", ["content-type: text/plain"], what),
    dropConnections: () => server.clients.forEach((socket) => socket.terminate()),
    close: () =>
      new Promise((closed) => {
        server.clients.forEach((socket) => socket.terminate());
        server.close(() => closed());
      }),
  };
  return standIn;
}
