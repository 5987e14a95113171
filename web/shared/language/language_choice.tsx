/** One button for each other language, in that language. */

import { LANGUAGES } from "./language";
import type { Language } from "./language";

interface LanguageChoiceProps {
  shown: Language;
  onChoose: (language: Language) => void;
}

export function LanguageChoice({ shown, onChoose }: LanguageChoiceProps) {
  const others = (Object.keys(LANGUAGES) as Language[]).filter((one) => one !== shown);
  return (
    <>
      {others.map((one) => (
        <button key={one} class="small" type="button" lang={one} onClick={() => onChoose(one)}>
          {LANGUAGES[one]}
        </button>
      ))}
    </>
  );
}
