/** What somebody types to be called in, checked and turned into SIP addresses. */

import { same } from "../servers";

export interface Wish {
  address: string;
  user: string;
  password: string;
  number: string;
}

export interface SipWish {
  address: string;
  uri: string;
  authorizationUser: string;
  password: string;
  target: string;
}

export type Field = keyof Wish;
export type FieldProblems = Partial<Record<Field, string>>;

// The same set that the dialplan lets into a dial string.
const NUMBER = /^[0-9A-Za-z*#+_.-]{1,64}$/;
const USER = /^[0-9A-Za-z_.+-]{1,64}$/;
const DOMAIN = /^[0-9A-Za-z.-]{1,255}$/;

/** The one place that decides where a password's digest may go, wherever the address came from. */
function socketAddress(text: string, servers: readonly string[]): URL | string {
  const server = servers.find((one) => same(one, text));
  if (server === undefined) return `This page does not call ${text || "nowhere"}. It calls ${servers.join(", ")}`;
  return new URL(server);
}

/** "1000" belongs to the server's own domain, "1000@example.com" names it. */
function sipUser(text: string, host: string): { user: string; domain: string } | string {
  const [user = "", domain = host, ...more] = text.trim().split("@");
  if (!user) return "Give your user, for example 1000 or 1000@example.com";
  if (more.length || !USER.test(user) || !DOMAIN.test(domain)) return "A user looks like 1000 or 1000@example.com";
  return { user, domain };
}

export function sipWish(wish: Wish, servers: readonly string[]): { sip: SipWish } | { problems: FieldProblems } {
  const problems: FieldProblems = {};
  const url = socketAddress(wish.address, servers);
  if (typeof url === "string") problems.address = url;
  const who = sipUser(wish.user, typeof url === "string" ? "localhost" : url.hostname);
  if (typeof who === "string") problems.user = who;
  if (!wish.password) problems.password = "Give your password.";
  const number = wish.number.trim();
  if (!NUMBER.test(number)) problems.number = "Give the number or name to call: letters, digits and * # + _ . -";
  if (typeof url === "string" || typeof who === "string" || Object.keys(problems).length) return { problems };
  return {
    sip: {
      address: url.href,
      uri: `sip:${who.user}@${who.domain}`,
      authorizationUser: who.user,
      password: wish.password,
      target: `sip:${encodeURIComponent(number)}@${who.domain}`,
    },
  };
}
