/** SIP messages as text, just enough for the stand-in. */

import { createHash } from "node:crypto";

export interface SipMessage {
  /** Request line or status line. */
  first: string;
  method: string;
  /** The user part of the request address. */
  number: string;
  headers: [name: string, value: string][];
  body: string;
}

export function parse(text: string): SipMessage {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
  });
  const [method = "", address = ""] = first.split(" ");
  return {
    first,
    method,
    number: decodeURIComponent(/^sip:([^@;>]+)@/.exec(address)?.[1] ?? ""),
    headers,
    body: rest.join("\r\n\r\n"),
  };
}

export function header(message: SipMessage, name: string): string {
  return message.headers.find(([key]) => key === name)?.[1] ?? "";
}

const COPIED = ["via", "from", "to", "call-id", "cseq"];

export interface Answer {
  status: number;
  reason: string;
  tag: string;
  extra?: string[];
  body?: string;
}

export function reply(request: SipMessage, { status, reason, tag, extra = [], body = "" }: Answer): string {
  const copied = request.headers
    .filter(([name]) => COPIED.includes(name))
    .map(([name, value]) => `${name}: ${name === "to" && !value.includes(";tag=") ? `${value};tag=${tag}` : value}`);
  const type = body ? ["content-type: application/sdp"] : [];
  const length = `content-length: ${Buffer.byteLength(body)}`;
  return [`SIP/2.0 ${status} ${reason}`, ...copied, ...extra, ...type, length, "", body].join("\r\n");
}

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

/** Whether the digest in the header is the one this password makes. */
export function provesPassword(credentials: string, method: string, password: string): boolean {
  const field = (name: string) => new RegExp(`\\b${name}="?([^",]*)"?`).exec(credentials)?.[1] ?? "";
  const a1 = md5(`${field("username")}:${field("realm")}:${password}`);
  const a2 = md5(`${method}:${field("uri")}`);
  const middle = field("qop") ? `${field("nc")}:${field("cnonce")}:${field("qop")}:` : "";
  return credentials !== "" && field("response") === md5(`${a1}:${field("nonce")}:${middle}${a2}`);
}
