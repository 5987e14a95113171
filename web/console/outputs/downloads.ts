/** Saves the file of a recording, from storage with a signed link or from the API with the token. */

import type { Client } from "../api/client";
import type { Recording } from "../api/shapes";

/** Gives the browser an address to save; as a link that somebody has clicked. */
export type Save = (address: string, name: string) => void;

function saveInBrowser(address: string, name: string): void {
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: name, rel: "noreferrer" });
  link.click();
}

/** Saves what the page has itself. */
export function saveText(name: string, text: string, type: string, save: Save = saveInBrowser): void {
  const file = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  save(file, name);
  setTimeout(() => URL.revokeObjectURL(file), 60_000);
}

export function fileName(conference: string, { name, format, started_at }: Recording): string {
  const day = started_at?.slice(0, 16).replace("T", "-").replace(":", "") ?? "recording";
  return `${name ?? `${conference}-${day}`}.${format ?? "mp4"}`;
}

/** False where only the node has the file. */
export async function download(
  client: Client,
  conference: string,
  recording: Recording,
  save: Save = saveInBrowser,
): Promise<boolean> {
  const address = await client.recordingAddress(conference, recording.id);
  if (address === null) return false;
  if (/^https?:\/\//.test(address)) {
    save(address, fileName(conference, recording));
    return true;
  }
  // The token goes to the API and to nobody else.
  if (!address.startsWith("/v1/")) return false;
  const file = URL.createObjectURL(await client.file(address));
  save(file, fileName(conference, recording));
  // The browser reads it after the click; nobody tells when it has.
  setTimeout(() => URL.revokeObjectURL(file), 60_000);
  return true;
}
