/** A page that goes away says goodbye: without a BYE its caller stays in the picture until the switch misses their sound. */

/**
 * `pagehide` is what browsers tell of every page that goes. Firefox (ESR 153, seen) has closed a page's sockets by then where another page
 * follows, and stops the scripts of a tab that is closed: there a BYE arrives only if it is sent at `beforeunload`.
 */
const GOING = ["beforeunload", "pagehide"] as const;

/**
 * Calls `leave`, maybe twice, when the page goes. What begins like it and leaves the page where it is, such as a download that is opened in the same tab, counts, too.
 *
 * @returns what undoes it
 */
export function whenPageGoes(leave: () => void): () => void {
  // Programs without a page have no such events.
  if (typeof addEventListener !== "function") return () => undefined;
  for (const event of GOING) addEventListener(event, leave);
  return () => {
    for (const event of GOING) removeEventListener(event, leave);
  };
}
