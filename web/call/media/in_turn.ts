/** Changes of one device, one after another: of two at a time, what the first one opened would stay open. */

export type Turns = (change: () => Promise<void>) => Promise<void>;

export function inTurn(): Turns {
  let last = Promise.resolve();
  return (change) => {
    const mine = last.then(change);
    const done = () => undefined;
    // Whoever asked for it is told how it went; the next one begins either way.
    last = mine.then(done, done);
    return mine;
  };
}
