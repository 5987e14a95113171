/** The servers that the pages may ask: said when they are built, and never by a link. */

const LOOPBACK = ["localhost", "127.0.0.1"];

/** Where a FreeSWITCH of one's own listens on this machine. */
export const ON_THIS_MACHINE = ["ws://127.0.0.1:5066", "ws://localhost:5066"];

/** Why a page cannot call this address; null where it can. */
export function problemOf(written: string): string | null {
  if (!URL.canParse(written)) return `${written} is not an address. It looks like wss://sip.example.com:7443`;
  const { protocol, hostname, username, password, search, hash } = new URL(written);
  if (protocol !== "ws:" && protocol !== "wss:") return `${written} begins with neither wss:// nor ws://`;
  if (username || password || search || hash) return `${written} has more than a host, a port and a path`;
  if (/[\s;,'"<>*]/.test(written)) return `${written} has a sign that no address has`;
  if (protocol === "ws:" && !LOOPBACK.includes(hostname))
    return `${written} is not encrypted: browsers allow ws:// only to this machine. Use wss://`;
  return null;
}

/** Reads a list as somebody writes it, with commas or spaces; where nothing is written, this machine's. */
export function serversIn(written: string): string[] {
  const servers = listIn("CALL_SERVERS", written);
  return servers.length ? servers : ON_THIS_MACHINE;
}

/** Reads a list of the servers that tell what happens; where nothing is written, the page's own server does. */
export function liveServersIn(written: string): string[] {
  return listIn("LIVE_SERVERS", written);
}

function listIn(setting: string, written: string): string[] {
  const servers = written.split(/[\s,]+/).filter(Boolean);
  const problems = servers.map(problemOf).filter((problem) => problem !== null);
  if (problems.length) throw new Error(`${setting}: ${problems.join("; ")}`);
  return [...new Set(servers)];
}

export function same(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href;
}
