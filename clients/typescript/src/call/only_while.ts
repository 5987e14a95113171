/** Hears what is told only while something is so: what a call that was left still says is about nothing any more. */
export const onlyWhile =
  (isSo: () => boolean) =>
  <Told>(hear: (told: Told) => void) =>
  (told: Told): void => {
    if (isSo()) hear(told);
  };
