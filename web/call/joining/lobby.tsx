/** Before the call: one's own picture, and the way in: a link, or user, password and number. */

import type { ComponentChildren } from "preact";
import { Notice } from "../../shared/notice";
import type { Words } from "../../shared/notice";
import { LanguageChoice } from "../../shared/language/language_choice";
import type { Language } from "../../shared/language/language";
import { GoOnWithout } from "../media/go_on_without";
import { Preview } from "../media/preview";
import type { Media } from "../media/use_media";
import { callWords } from "../words/call_words";

interface LobbyProps {
  /** Null: there is nothing to be seen or heard for. */
  media: Media | null;
  notices: readonly { words: Words; tone?: "bad" | "warn" }[];
  language: Language;
  onLanguage: (language: Language) => void;
  children: ComponentChildren;
}

export function Lobby({ media, notices, language, onLanguage, children }: LobbyProps) {
  const say = callWords().page;
  return (
    <main class="lobby">
      <header>
        <h1 tabIndex={-1}>{say.title}</h1>
        <LanguageChoice shown={language} onChoose={onLanguage} />
      </header>
      {media && <Preview media={media} />}
      <section class="card" aria-label={say.join}>
        {notices.map(({ words, tone = "bad" }) => (
          <Notice key={words.title} words={words} tone={tone} />
        ))}
        {media && <GoOnWithout media={media} />}
        {children}
      </section>
    </main>
  );
}

export function UnderWay({ words, onCancel }: { words: string; onCancel: (() => void) | null }) {
  return (
    <div class="under-way">
      <div class="spinner" aria-hidden="true" />
      <p>{words}</p>
      {onCancel && (
        <button type="button" onClick={onCancel}>
          {callWords().page.cancel}
        </button>
      )}
    </div>
  );
}
