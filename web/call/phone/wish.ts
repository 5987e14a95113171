/** What somebody types to be called in, checked and turned into SIP addresses. */

import type { SipWish } from "freeswitch-functions-client";
import { same } from "../../servers";
import { callWords } from "../words/call_words";

export interface Wish {
  address: string;
  user: string;
  password: string;
  number: string;
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
  if (server === undefined) return callWords().form.notCalled(text, servers.join(", "));
  return new URL(server);
}

/** "1000" belongs to the server's own domain, "1000@example.com" names it. */
function sipUser(text: string, host: string): { user: string; domain: string } | string {
  const [user = "", domain = host, ...more] = text.trim().split("@");
  if (!user) return callWords().form.userMissing;
  if (more.length || !USER.test(user) || !DOMAIN.test(domain)) return callWords().form.userLooks;
  return { user, domain };
}

export function sipWish(wish: Wish, servers: readonly string[]): { sip: SipWish } | { problems: FieldProblems } {
  const problems: FieldProblems = {};
  const url = socketAddress(wish.address, servers);
  if (typeof url === "string") problems.address = url;
  const who = sipUser(wish.user, typeof url === "string" ? "localhost" : url.hostname);
  if (typeof who === "string") problems.user = who;
  if (!wish.password) problems.password = callWords().form.passwordMissing;
  const number = wish.number.trim();
  if (!NUMBER.test(number)) problems.number = callWords().form.numberLooks;
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
