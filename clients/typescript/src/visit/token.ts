/** Of a token what a page needs to know itself by; only the server decides what it allows. */

function claimsOf(token: string): Record<string, unknown> {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === "object" && claims !== null ? (claims as Record<string, unknown>) : {};
  } catch {
    // Not a JWT: the server says so when it is used.
    return {};
  }
}

/** Whose token it is; empty where it does not say. */
export function subjectOf(token: string): string {
  const { sub } = claimsOf(token);
  return typeof sub === "string" ? sub : "";
}

/** Whether the meeting may be looked at: not by whoever has to wait to be let in. */
export function mayView(token: string): boolean {
  const { can } = claimsOf(token);
  return Array.isArray(can) && (can.includes("view") || can.includes("admin"));
}
