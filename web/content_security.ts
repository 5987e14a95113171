/** The Content-Security-Policy of each page, written into its HTML when it is built. */

import type { Plugin } from "vite";

const CLOSED = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  // Text from a caller or a server can then never become markup or a script, whatever the code does.
  "require-trusted-types-for": "'script'",
  "trusted-types": "'none'",
};

/** The page's own server, a WebSocket of that too, and those that tell what happens where that is another (on AWS it is). */
const ownServers = (liveServers: readonly string[], others: readonly string[] = []) => ({
  "connect-src": ["'self'", ...others, ...liveServers].join(" "),
});

/** Whoever makes a link to the page cannot add a server, whatever the code does. */
export function callPage(servers: readonly string[], liveServers: readonly string[]): Record<string, string> {
  return { ...CLOSED, ...ownServers(liveServers, servers), "media-src": "mediastream: blob:" };
}

/** `servers`: at which the picture of a conference is watched. */
export function consolePage(servers: readonly string[], liveServers: readonly string[]): Record<string, string> {
  return {
    ...CLOSED,
    ...ownServers(liveServers, servers),
    "media-src": "mediastream: blob:",
    // The canvas comes with the token in a header, so it is fetched and shown as an image: no script in it can run.
    "img-src": "'self' blob:",
  };
}

export function asText(policy: Record<string, string>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");
}

/** Only in the built page: Vite's development server injects inline styles. */
export function contentSecurityPolicy(policy: Record<string, string>): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: asText(policy) },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** The page reads its servers here; whoever serves it may write others, into this and into the policy. */
export function namedServers(servers: readonly string[]): Plugin {
  return {
    name: "sip-servers",
    transformIndexHtml: () => [
      { tag: "meta", attrs: { name: "sip-servers", content: servers.join(" ") }, injectTo: "head-prepend" },
    ],
  };
}
