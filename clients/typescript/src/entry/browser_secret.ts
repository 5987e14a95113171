/** What this browser is known by to a link: the same each time, of this link only, and not to be guessed. */

const KEY = "entries";
const BYTES = 24;

function random(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return asText(bytes);
}

/** As base64 for addresses, without what fills it up. */
function asText(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function ofThisBrowser(storage: Storage): string {
  try {
    const kept = storage.getItem(KEY);
    if (kept) return kept;
    const made = random();
    storage.setItem(KEY, made);
    return made;
  } catch {
    // Storage may be closed to this page: then a reload is another browser.
    return random();
  }
}

/** Whoever opens a link once more with this browser uses nothing up. */
export async function secretFor(code: string, storage: Storage): Promise<string> {
  // Without TLS browsers hash nothing; nor do they open the camera there.
  if (!("subtle" in crypto)) return ofThisBrowser(storage);
  const text = new TextEncoder().encode(`${ofThisBrowser(storage)} ${code}`);
  return asText(new Uint8Array(await crypto.subtle.digest("SHA-256", text)));
}
