/** What a page asks for, and what it complains of. */

import type { Page } from "playwright-core";

export interface Seen {
  /** Every address the page asked for anything. */
  readonly asked: string[];
  /** What broke in the page or its policy forbade. */
  readonly complaints: string[];
}

export function watch(page: Page): Seen {
  const seen: Seen = { asked: [], complaints: [] };
  page.on("request", (request) => seen.asked.push(request.url()));
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted/.test(message.text())) seen.complaints.push(message.text());
  });
  return seen;
}
