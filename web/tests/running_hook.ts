/** Runs a hook as a page does, without a page: in a component of Preact's that shows nothing. */

import { h, render } from "preact";
import { act } from "preact/test-utils";

export interface Running<Given, Found> {
  /** What the hook has returned last. */
  readonly now: Found;
  /** Does something, and waits until it and all that follows from it is done. */
  doing: (what: () => unknown) => Promise<void>;
  /** Renders once more, with something else. */
  give: (given: Given) => Promise<void>;
  /** What shows it goes away. */
  end: () => Promise<void>;
}

// The real one, also where a test has a clock of its own.
const { setImmediate } = globalThis;

/** As much of a DOM as a component needs that puts nothing into it. */
const place = () => ({ childNodes: [], firstChild: null }) as unknown as Element;

export async function running<Given, Found>(
  hook: (given: Given) => Found,
  first: Given,
): Promise<Running<Given, Found>> {
  const found: Found[] = [];
  const root = place();
  const Shown = ({ given }: { given: Given }) => {
    found.push(hook(given));
    return null;
  };
  const give = (given: Given) => act(() => render(h(Shown, { given }), root));
  await give(first);
  return {
    get now() {
      return found.at(-1)!;
    },
    doing: (what) =>
      act(async () => {
        await what();
        await new Promise((done) => setImmediate(done));
      }),
    give,
    end: () => act(() => render(null, root)),
  };
}
