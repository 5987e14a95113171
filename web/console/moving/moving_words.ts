/** What is said of other operators who have somebody in hand, in each language. */

import { inLanguages } from "../../shared/language/language";

const en = {
  moves: (who: string, whom: string) => `${who} is moving ${whom}`,
};

const de: typeof en = {
  moves: (who, whom) => `${who} versetzt gerade ${whom}`,
};

export const movingWords = inLanguages({ en, de });
